import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../platform/problem.ts';
import type { UploadedFile } from './operation.ts';

export const UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024;

const LONGEST_NAME = 200;
/** Marks that change the direction of what follows: `gnp.exe` would be shown as `exe.png`. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What a person may be shown as the name: of no folder, without marks that nobody sees. */
const plainName = (name: string): string => {
  const last = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '')
    .replace(DIRECTION, '')
    .split(/[/\\]/)
    .at(-1)!;
  return [...last.trim()].slice(0, LONGEST_NAME).join('') || 'file';
};

/** The one file of a multipart body. Throws `upload_too_large` or `request_invalid`. */
export async function readUpload(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new ApiError('request_invalid', 'expected a multipart/form-data body');
  const part = await request.file({
    limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 4, parts: 8 },
  });
  if (part === undefined || part.fieldname !== 'file')
    throw new ApiError('request_invalid', 'expected one file in the field "file"');
  const bytes = await part.toBuffer().catch((cause: unknown) => {
    if ((cause as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE')
      throw new ApiError('upload_too_large', 'the file is larger than 50 MB', {
        params: { limitBytes: UPLOAD_LIMIT_BYTES },
        cause,
      });
    throw cause;
  });
  return { fileName: plainName(part.filename), bytes };
}
