import {
  backboneBackward,
  backboneForward,
  freeBackboneTape,
  imageTensor,
  type BackboneParameters,
  type BackboneTape,
  type Batch,
  type DropoutCounters,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type TaskHead,
  type Tensor,
} from '@metasparse/scenenet';
import type { Phase } from '../methods/methods.js';
import type { BatchMeasures, TaskMeasures, Timed } from './batch-measures.js';
import { freeBackbone, freeGradients, steppedBackbone, type BackboneGradients } from './stepped-backbone.js';
import { featureGradient, freeHeadPass, headPass } from './task-head-pass.js';

export interface BaselinePassSettings extends LossSettings {
  readonly phases: readonly Phase[];
  /** Of the step that looks ahead. */
  readonly learningRate: number;
}

/**
 * Everything the baselines need of a batch: one forward of the backbone, each task's gradients with respect to the feature and to the
 * backbone, and for each task one more forward of the backbone after a step along its gradient, on the same batch with the same
 * dropout. The net stays as it is.
 */
export class BaselinePass {
  readonly #context: PassContext;
  readonly #net: SceneNet;
  readonly #settings: BaselinePassSettings;
  readonly #timed: Timed;

  constructor(context: PassContext, net: SceneNet, settings: BaselinePassSettings, timed: Timed) {
    this.#context = context;
    this.#net = net;
    this.#settings = settings;
    this.#timed = timed;
  }

  measure(batch: Batch, dropout: DropoutCounters | null): BatchMeasures {
    const { kernels } = this.#context;
    const { tape, feature } = this.#timed('forward', () => {
      const made = this.#forward(this.#net.backbone, batch);
      return { tape: made, feature: kernels.read(made.feature.forward) };
    });
    const tasks = this.#net.heads.map((head) => this.#task(head, tape, batch, dropout));
    const { shape } = tape.feature.forward;
    freeBackboneTape(this.#context, tape);
    return { feature, shape, tasks };
  }

  #forward(backbone: BackboneParameters, batch: Batch): BackboneTape {
    return backboneForward(this.#context, backbone, imageTensor(this.#context.kernels, batch));
  }

  #task(head: TaskHead, tape: BackboneTape, batch: Batch, dropout: DropoutCounters | null): TaskMeasures {
    const { task } = head;
    const nothing = { task, loss: null, pixels: 0, featureGradient: null, gradients: null, after: null };
    if (!this.#needs('heads')) return nothing;
    const own = this.#timed('heads', () => this.#headGradient(head, tape, batch, dropout));
    const { loss, pixels, dfeature } = own;
    if (dfeature === null) return nothing;
    const values = this.#context.kernels.read(dfeature);
    if (!this.#needs('backward')) {
      this.#context.kernels.free(dfeature);
      return { ...nothing, loss, pixels, featureGradient: values };
    }
    const device = this.#timed('backward', () => this.#backboneGradients(tape, dfeature));
    const gradients = this.#timed('backward', () =>
      device.weights.map((weight) => this.#context.kernels.read(weight as Tensor)),
    );
    const after = this.#needs('lookahead')
      ? this.#timed('lookahead', () => this.#lossesAfter(device, batch, dropout))
      : null;
    freeGradients(this.#context, device);
    return { task, loss, pixels, featureGradient: values, gradients, after };
  }

  #needs(phase: Phase): boolean {
    return this.#settings.phases.includes(phase);
  }

  #headGradient(
    head: TaskHead,
    { feature }: BackboneTape,
    batch: Batch,
    dropout: DropoutCounters | null,
  ): { loss: number | null; pixels: number; dfeature: Tensor | null } {
    const pass = headPass(this.#context, this.#settings, head, feature, batch, dropout);
    const { loss, pixels } = pass;
    if (loss !== null) return { loss, pixels, dfeature: featureGradient(this.#context, head, feature, pass) };
    freeHeadPass(this.#context, pass);
    return { loss, pixels, dfeature: null };
  }

  #backboneGradients(tape: BackboneTape, dfeature: Tensor): BackboneGradients {
    const { convs } = this.#net.backbone;
    const gradients: BackboneGradients = { weights: [], norms: [] };
    backboneBackward(this.#context, this.#net.backbone, tape, dfeature, {
      weight: (conv, dw) => {
        gradients.weights[convs.indexOf(conv)] = dw;
      },
      norm: (index, gamma, beta) => {
        gradients.norms[index] = { gamma, beta };
      },
    });
    return gradients;
  }

  #lossesAfter(
    gradients: BackboneGradients,
    batch: Batch,
    dropout: DropoutCounters | null,
  ): (number | null)[] {
    const { learningRate } = this.#settings;
    const backbone = steppedBackbone(this.#context, this.#net.backbone, gradients, learningRate);
    const tape = this.#forward(backbone, batch);
    const losses = this.#net.heads.map((head) => {
      const pass = headPass(this.#context, this.#settings, head, tape.feature, batch, dropout);
      freeHeadPass(this.#context, pass);
      return pass.loss;
    });
    freeBackboneTape(this.#context, tape);
    freeBackbone(this.#context, backbone);
    return losses;
  }
}
