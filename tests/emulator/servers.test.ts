import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import http from 'node:http';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCertificates } from './certificates.ts';
import { type Emulator, startEmulator } from './index.ts';
import { createUserAgent } from './user-agent.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describe('certificates', () => {
  const hosts = ['graph.microsoft.com', 'goals.microsoft.com'];
  const { caPem, certPem, spki } = createCertificates(hosts);
  const ca = new X509Certificate(caPem);
  const leaf = new X509Certificate(certPem);

  test('the leaf is signed by the authority and good for its hosts only', () => {
    expect(ca.ca).toBe(true);
    expect(ca.checkIssued(ca)).toBe(true);
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkIssued(ca)).toBe(true);
    expect(leaf.verify(ca.publicKey)).toBe(true);
    expect(hosts.map((host) => leaf.checkHost(host))).toEqual(hosts);
    expect(leaf.checkHost('microsoft.com')).toBe(undefined);
    expect(leaf.validFromDate.getTime()).toBeLessThan(Date.now());
    expect(leaf.validToDate.getTime()).toBeGreaterThan(Date.now());
  });

  test('the pin is that of the leaf’s key', () => {
    const der = createPublicKey(certPem).export({ type: 'spki', format: 'der' });
    expect(createHash('sha256').update(der).digest('base64')).toBe(spki);
  });

  test('no run trusts another one', async () => {
    const agent = createUserAgent({ port: emulator.port, caPem });
    await expect(agent.ask('https://graph.microsoft.com/')).rejects.toThrow(/certificate/i);
  });
});

test('requests are written down, and what is asked of other hosts is refused', async () => {
  const agent = createUserAgent(emulator);
  await agent.ask('https://graph.microsoft.com/beta/me?a=1', {
    method: 'POST',
    headers: { 'X-Test': 'yes' },
    body: 'text',
  });
  expect(emulator.requests).toEqual([
    {
      at: expect.any(Number),
      answeredAt: expect.any(Number),
      host: 'graph.microsoft.com',
      method: 'POST',
      path: '/beta/me?a=1',
      headers: expect.objectContaining({ 'x-test': 'yes', host: 'graph.microsoft.com' }),
      body: 'text',
      status: 401,
    },
  ]);
  expect(Math.abs((emulator.requests[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  const elsewhere = await agent.ask('https://graph.microsoft.com/x', { headers: { Host: 'evil.example' } });
  expect(elsewhere.status).toBe(421);
  expect(emulator.stray).toEqual(['GET https://evil.example/x']);
});

describe('the proxy', () => {
  const connect = (target: string): Promise<{ status: number; socket: Socket }> =>
    new Promise((resolve, reject) => {
      http
        .request({ host: '127.0.0.1', port: emulator.proxyPort, method: 'CONNECT', path: target })
        .on('connect', (response, socket) => resolve({ status: response.statusCode ?? 0, socket }))
        .on('error', reject)
        .end();
    });

  test('leads to the emulated hosts', async () => {
    const { status, socket } = await connect('graph.microsoft.com:443');
    expect(status).toBe(200);
    const secure = tls.connect({ socket, servername: 'graph.microsoft.com', ca: emulator.caPem });
    const answer = await new Promise<string>((resolve, reject) => {
      secure.once('secureConnect', () => secure.write('GET / HTTP/1.1\r\nHost: graph.microsoft.com\r\n\r\n'));
      secure.once('data', (data) => resolve(String(data)));
      secure.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    secure.destroy();
    expect(emulator.stray).toEqual([]);
  });

  test('and nowhere else', async () => {
    for (const target of ['example.com:443', 'graph.microsoft.com:80']) {
      const { status, socket } = await connect(target);
      expect(status).toBe(502);
      socket.destroy();
    }
    expect(emulator.stray).toEqual(['CONNECT example.com:443', 'CONNECT graph.microsoft.com:80']);
  });
});

test('the rules for the browser name the hosts and forbid all others', () => {
  const { hostRules, port } = emulator;
  for (const host of ['login.microsoftonline.com', 'graph.microsoft.com', 'goals.microsoft.com'])
    expect(hostRules).toContain(`MAP ${host} 127.0.0.1:${port}`);
  expect(hostRules.split(',').slice(-2)).toEqual(['MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1']);
});
