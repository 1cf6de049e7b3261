import type { StateDict } from './state-dict';
import { towerPrefix } from './tower-prefix';

/** timm's units of a bottleneck and their numbers in OpenAI's names. */
const units = new Map([
  ['conv1_1x1', 1],
  ['conv2_kxk', 2],
  ['conv3_1x1', 3],
]);

/**
 * A visual tower of timm (`model.safetensors` of `timm/resnet50_clip.openai` and its like) under OpenAI's names; any other state dict
 * as it is. The reverse of timm's `_convert_openai_clip` (timm/models/byobnet.py).
 */
export function withOpenaiNames(tensors: StateDict): StateDict {
  const prefix = towerPrefix(tensors, 'stages.0.0.conv1_1x1.conv.weight');
  if (prefix === undefined) return tensors;
  const inside = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(inside.map(([name, tensor]) => [openaiName(name.slice(prefix.length)), tensor] as const));
}

function openaiName(name: string): string {
  const [part = '', ...path] = name.split('.');
  switch (part) {
    case 'stem': {
      // stem.conv1.bn.weight → bn1.weight
      const [unit = '', kind, ...rest] = path;
      return [`${kind}${unit.slice('conv'.length)}`, ...rest].join('.');
    }
    case 'stages': {
      const [stage, block, unit = '', ...rest] = path;
      const layer = `layer${Number(stage) + 1}.${block}`;
      // stages.0.0.shortcut.conv.bn.weight → layer1.0.downsample.1.weight
      if (unit === 'shortcut') return [layer, 'downsample', rest[1] === 'conv' ? '0' : '1', ...rest.slice(2)].join('.');
      return [layer, `${rest[0]}${units.get(unit)}`, ...rest.slice(1)].join('.');
    }
    case 'head': {
      const [unit = '', ...rest] = path;
      if (unit === 'pos_embed') return 'attnpool.positional_embedding';
      return ['attnpool', unit === 'proj' ? 'c_proj' : `${unit}_proj`, ...rest].join('.');
    }
    default:
      return name;
  }
}
