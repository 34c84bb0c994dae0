import { SafetensorsFile, writeSafetensors } from '@metasparse/artifacts';

export async function roundTrip(path: string): Promise<Float32Array> {
  const tensors = [{ name: 'seg/conv1', dtype: 'F32', shape: [2, 2] }] as const;
  await writeSafetensors(path, tensors, { format: 'example' }, [Float32Array.of(1, 2, 3, 4)]);
  const file = SafetensorsFile.open(path);
  const values = file.float32('seg/conv1');
  file.close();
  return values;
}
