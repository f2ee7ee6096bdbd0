import { DataType } from './onnx-proto.ts';
import type { OnnxModel, OnnxTensor } from './onnx-proto.ts';

/**
 * Keeps onnxruntime from telling how many dimensions values have: each constant shape that a Reshape reads comes out of
 * a Squeeze whose axes are no constant. When it loads a graph, onnxruntime compares every value of known rank with all
 * buffers that are free by then, and as none of their lengths is known, none is ever taken again (allocation_planner.cc,
 * FindReusableTensor): planning takes the square of their number, most of the time of a load. Returns how many shapes.
 */
export function hideRanks({ graph }: OnnxModel): number {
  const shapes = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const hidden = new Map<string, string>();
  for (const node of graph.node) {
    const [value, shape] = node.input;
    const tensor = node.opType === 'Reshape' && shape !== undefined ? shapes.get(shape) : undefined;
    if (value === undefined || shape === undefined || tensor?.dims.length !== 1) continue;
    hidden.set(shape, `${shape}_hidden`);
    node.input = [value, `${shape}_hidden`];
  }
  if (hidden.size === 0) return 0;
  const rows: OnnxTensor[] = [...hidden.keys()].map((shape) => {
    const tensor = shapes.get(shape)!;
    return { ...tensor, name: `${shape}_row`, dims: [1, ...tensor.dims] };
  });
  const axes: OnnxTensor = { name: 'hidden_axes', dims: [1], dataType: DataType.INT64, int64Data: [0] };
  graph.initializer.push(axes, ...rows);
  const node = (opType: string, input: string[], output: string) => ({
    ...{ name: output, opType, domain: '', input, output: [output], attribute: [] },
  });
  graph.node.unshift(
    node('Identity', [axes.name], 'hidden_axes_read'),
    ...[...hidden].map(([shape, name]) => node('Squeeze', [`${shape}_row`, 'hidden_axes_read'], name)),
  );
  return hidden.size;
}
