import { inferPlan, openPth, writeCheckpoint, writeOnnx, writePth } from '@metasparse/interchange';

/** A .pth file of the original (or of any training loop around it) as safetensors, ONNX and .pth again. */
export async function convert(pth: string, folder: string): Promise<string[]> {
  const opened = openPth(pth);
  try {
    const plan = inferPlan(pth, opened.state);
    await writeCheckpoint(`${folder}/net.safetensors`, opened.state);
    await writeOnnx(`${folder}/net.onnx`, pth, opened.state, plan);
    await writePth(`${folder}/dense.pth`, pth, opened.state, plan, { form: 'dense' });
    const heads = plan.tasks.map(({ task, classes }) => `${task}: ${classes} classes`);
    return [...heads, ...opened.notes];
  } finally {
    opened.close();
  }
}
