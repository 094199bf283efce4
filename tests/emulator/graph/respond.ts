import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';
import { type Cut, sendTable } from './content.ts';
import type { Graph } from './graph.ts';

/** Writes answers to connections. */
export type Respond = (response: ServerResponse, answer: Answer, cut?: Cut) => Promise<void>;

/**
 * @param fileUrl where the host of files has the content of a job
 */
export const createRespond =
  (
    graph: Pick<Graph, 'contentFrom' | 'transfer' | 'bytesPerSecond' | 'job'>,
    fileUrl: (key: string) => string,
  ): Respond =>
  async (response, { status, headers = {}, body = '', file }, cut) => {
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) response.setHeader(name, value);
    if (file !== undefined) {
      if (graph.contentFrom === 'graph' || cut) return sendTable(response, graph.job(file).table, graph, cut);
      response.writeHead(302, { Location: fileUrl(file), 'Content-Length': '0' }).end();
      return;
    }
    const json = typeof body === 'object';
    const content = Buffer.from(json ? JSON.stringify(body) : body);
    if (json && !response.hasHeader('Content-Type')) response.setHeader('Content-Type', 'application/json');
    response.writeHead(status, { 'Content-Length': String(content.length) });
    if (!cut) {
      response.end(content);
      return;
    }
    response.write(content.subarray(0, content.length / 2), () => {
      if (cut === 'truncate') response.socket?.destroy();
      else response.socket?.end();
    });
  };
