export { type MockupMap, readMockupMap } from './map.ts';
export { type MockupParts, type Pixels, placeOnMockup } from './place.ts';
export { type Corner, isConvex, type QuadParts, quadMap } from './quad.ts';
