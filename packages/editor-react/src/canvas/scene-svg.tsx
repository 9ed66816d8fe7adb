import type { GroupNode } from '@luneo/scene';
import { reactAttributes, type SvgElement, type SvgOptions, svgElement } from '@luneo/scene';
import { createElement, memo, type ReactNode } from 'react';

/** One layer of the scene as SVG. Painted again only when its node or a picture's address changes. */
export const LayerSvg = memo(function LayerSvg({ node, options }: { node: GroupNode; options: SvgOptions }) {
  return toReact(svgElement(node, options), 0);
});

function toReact(element: SvgElement, key: number): ReactNode {
  return createElement(
    element.tag,
    { key, ...reactAttributes(element.attrs) },
    element.children.length > 0 ? element.children.map(toReact) : undefined,
  );
}
