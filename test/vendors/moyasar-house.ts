import { readFileSync } from 'node:fs'
import { moyasar } from '#integrations/moyasar/moyasar.ts'
import type { GatewayAccount, NewCheckout } from '#modules/payments/gateway.ts'
import { createMoyasarSimulator } from '#server/simulators/moyasar/simulator.ts'

export const SECRET = 'a-webhook-secret'
export const PLACE = 'http://127.0.0.1:9'

export const account: GatewayAccount = {
  vendor: 'moyasar',
  baseUrl: `${PLACE}/v1`,
  secretKey: 'sk_test_alpha',
  webhookSecret: SECRET,
  mode: 'test',
}

/** Randomness that repeats itself (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The simulator and our adapter facing each other without a port between them. */
export function openGateway() {
  const clock = { now: new Date('2026-11-21T06:00:00Z') }
  const posted: { url: string; body: string }[] = []
  const answers: number[] = []
  const simulator = createMoyasarSimulator({
    now: () => clock.now,
    random: seeded(7),
    log: () => undefined,
    fetch: async (url, init) => {
      posted.push({ url, body: String(init.body) })
      return new Response(null, { status: answers.shift() ?? 200 })
    },
  })
  simulator.register({
    secretKey: account.secretKey,
    webhook: { url: 'https://wasl.example/hooks/moyasar', secret: SECRET },
  })
  const gateway = moyasar({
    now: () => clock.now,
    fetch: async (url, init) => simulator.app.request(url, init),
  })
  const press = (url: string, method: string) => {
    const page = new URL(url)
    return simulator.app.request(`${page.origin}${page.pathname}/payment`, {
      method: 'POST',
      body: new URLSearchParams({ method }),
    })
  }
  return { clock, posted, answers, simulator, gateway, press }
}

export const checkout: NewCheckout = {
  attemptId: '019aa4b8-6f00-7000-8000-000000000001',
  amount: { minor: 1_150_00, currency: 'SAR' },
  description: 'فاتورة INV-2026-000123',
  callbackUrl: 'https://wasl.example/hooks/moyasar/callback',
  successUrl: 'https://wasl.example/pay/done?attempt=1',
  backUrl: 'https://wasl.example/pay',
  expiresAt: new Date('2026-11-21T08:00:00Z'),
  metadata: { document: 'INV-2026-000123' },
}

export function fixture(path: string): unknown {
  return JSON.parse(readFileSync(`${import.meta.dirname}/../fixtures/moyasar/${path}`, 'utf8'))
}
