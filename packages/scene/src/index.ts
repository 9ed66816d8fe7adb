export { orientationMatrix, uprightSize } from './image.ts';
export { layerMatrix, type Placement, sizeSu } from './layer-matrix.ts';
export { MITER_LIMIT } from './paint.ts';
export * from './preflight/index.ts';
export { type ResolvedScene, type SceneInput, sceneHash, sceneOf } from './scene.ts';
export { type SvgElement, type SvgOptions, svgElement, svgNodes } from './svg-element.ts';
export { reactAttributes, svgRoot, type WriteSvgOptions, writeElement, writeSvg } from './svg-writer.ts';
export * from './tree.ts';
