import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import type { Resolve } from './index.ts';

const A = 1;

/** A name server of one's own: answers each question about any name with the next of `answers`, then with the last. */
export async function startNames(
  answers: readonly string[],
): Promise<{ resolve: Resolve; asked: () => number; stop(): void }> {
  let asked = 0;
  const socket: Socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const address = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    socket.send(answerTo(question, address), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ tries: 1, timeout: 2_000 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    resolve: async (host) => (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    asked: () => asked,
    stop: () => socket.close(),
  };
}

/** Header and question come back as they were; one A record, TTL 0, follows (RFC 1035). */
function answerTo(question: Buffer, address: string): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(0, 10);
  const record = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([head, record]);
}
