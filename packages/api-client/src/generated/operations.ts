// Written by scripts/emit-operations.ts from packages/contracts. Do not edit.
import type { OperationId } from '@luneo/contracts';

/** method, path, kind of answer, takes an idempotency key */
export type OperationRow = readonly [
  method: string,
  path: string,
  kind: 'json' | 'bytes' | 'none',
  idempotent: boolean,
];

export const OPERATIONS: Readonly<Record<OperationId, OperationRow>> = {
  listProducts: ['GET', '/v1/products', 'json', false],
  getProduct: ['GET', '/v1/products/{productId}', 'json', false],
  getFontSubset: ['GET', '/v1/fonts/{hash}', 'bytes', false],
  uploadAsset: ['POST', '/v1/assets', 'json', true],
  getAsset: ['GET', '/v1/assets/{hash}', 'json', false],
  getAssetContent: ['GET', '/v1/assets/{hash}/{rendition}', 'bytes', false],
  deleteAsset: ['DELETE', '/v1/assets/{assetId}', 'none', false],
  createDesign: ['POST', '/v1/designs', 'json', true],
  getDesign: ['GET', '/v1/designs/{designId}', 'json', false],
  saveDesign: ['PUT', '/v1/designs/{designId}', 'json', false],
  freezeDesign: ['POST', '/v1/designs/{designId}/versions', 'json', true],
  getDesignVersion: ['GET', '/v1/design-versions/{designVersionId}', 'json', false],
  createQuote: ['POST', '/v1/quotes', 'json', false],
  getPreview: ['GET', '/previews/{name}', 'bytes', false],
  createOrder: ['POST', '/v1/orders', 'json', true],
  listOrders: ['GET', '/v1/orders', 'json', false],
  getOrder: ['GET', '/v1/orders/{orderId}', 'json', false],
  releaseLine: ['POST', '/v1/line-items/{lineItemId}/release', 'json', true],
  retryLine: ['POST', '/v1/line-items/{lineItemId}/retry', 'json', true],
  getPrintFile: ['GET', '/v1/print-files/{printFileId}/content', 'bytes', false],
  getCertificate: ['GET', '/v1/print-files/{printFileId}/certificate', 'bytes', false],
  getProof: ['GET', '/v1/print-files/{printFileId}/proof', 'bytes', false],
  createWidgetSession: ['POST', '/v1/widget-sessions', 'json', false],
  getMe: ['GET', '/v1/me', 'json', false],
};
