import type { DType, Tensor } from '@metasparse/scenenet';
import { typeAttr } from './attributes.js';
import type { Binding, OpAttribute } from './binding.js';
import { DATA_TYPE, dataTypeName } from './data-type.js';

/** Runs single operations on raw handles and counts the handles that are alive. */
export class Executor {
  readonly #binding: Binding;
  readonly #constants = new Map<string, number>();
  #live = 0;

  constructor(binding: Binding) {
    this.#binding = binding;
  }

  /** Tensors handed out and not yet freed; cached shape constants are not counted. */
  get live(): number {
    return this.#live;
  }

  /** Runs an operation with one output. */
  run(name: string, attributes: readonly OpAttribute[], inputs: readonly (Tensor | number)[]): Tensor {
    return this.runMany(name, attributes, inputs, 1)[0] as Tensor;
  }

  runMany(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly (Tensor | number)[],
    outputs: number,
  ): Tensor[] {
    const ids = inputs.map((input) => (typeof input === 'number' ? input : input.id));
    const infos = this.#binding.executeOp(name, attributes, ids, outputs);
    this.#live += infos.length;
    return infos.map(({ id, shape, dtype }) => ({ id, shape, dtype: dataTypeName(dtype) }));
  }

  /** Runs an operation that returns nothing. */
  runVoid(name: string, attributes: readonly OpAttribute[], inputs: readonly (Tensor | number)[]): void {
    const ids = inputs.map((input) => (typeof input === 'number' ? input : input.id));
    this.#binding.executeOp(name, attributes, ids, 0);
  }

  /** Runs an operation that returns a resource: its raw id, which the caller deletes with `freeId`. */
  runResource(name: string, attributes: readonly OpAttribute[]): number {
    const [info] = this.#binding.executeOp(name, attributes, [], 1);
    if (info === undefined) throw new Error(`${name} returned no resource`);
    this.#live += 1;
    return info.id;
  }

  /** A resource that lives as long as the executor and is not counted. */
  runConstantResource(name: string, attributes: readonly OpAttribute[]): number {
    const id = this.runResource(name, attributes);
    this.#live -= 1;
    return id;
  }

  upload(data: Float32Array, shape: readonly number[]): Tensor {
    const id = this.#binding.createTensor(shape, DATA_TYPE.float32, data);
    this.#live += 1;
    return { id, shape: [...shape], dtype: 'float32' };
  }

  uploadInt32(data: Int32Array, shape: readonly number[]): Tensor {
    const id = this.#binding.createTensor(shape, DATA_TYPE.int32, data);
    this.#live += 1;
    return { id, shape: [...shape], dtype: 'int32' };
  }

  /** The raw id of a uint8 tensor; the caller deletes it with `freeId`. */
  uploadBytes(data: Uint8Array, shape: readonly number[]): number {
    const id = this.#binding.createTensor(shape, DATA_TYPE.uint8, data);
    this.#live += 1;
    return id;
  }

  read(x: Tensor): Float32Array {
    const data = this.#binding.tensorDataSync(x.id);
    if (!(data instanceof Float32Array)) throw new TypeError(`tensor of type ${x.dtype} read as float32`);
    return data;
  }

  free(tensors: readonly Tensor[]): void {
    for (const { id } of tensors) this.freeId(id);
  }

  freeId(id: number): void {
    this.#binding.deleteTensor(id);
    this.#live -= 1;
  }

  /** An int32 vector that lives as long as the executor: shapes, axes, permutations. */
  intVector(values: readonly number[]): number {
    const key = values.join();
    const cached = this.#constants.get(key);
    if (cached !== undefined) return cached;
    const id = this.#binding.createTensor([values.length], DATA_TYPE.int32, Int32Array.from(values));
    this.#constants.set(key, id);
    return id;
  }

  /** A number of the given type that lives as long as the executor. */
  scalar(value: number, dtype: DType): number {
    const key = `${dtype} ${value}`;
    const cached = this.#constants.get(key);
    if (cached !== undefined) return cached;
    const wide = this.floatConstant(`float32 ${value}`, [], () => Float32Array.of(value));
    if (dtype === 'float32') return wide;
    const attributes = [typeAttr('SrcT', 'float32'), typeAttr('DstT', dtype)];
    const [info] = this.#binding.executeOp('Cast', attributes, [wide], 1);
    if (info === undefined) throw new Error('Cast returned nothing');
    this.#constants.set(key, info.id);
    return info.id;
  }

  /** A float32 tensor that lives as long as the executor. */
  floatConstant(name: string, shape: readonly number[], make: () => Float32Array): number {
    const cached = this.#constants.get(name);
    if (cached !== undefined) return cached;
    const id = this.#binding.createTensor(shape, DATA_TYPE.float32, make());
    this.#constants.set(name, id);
    return id;
  }
}
