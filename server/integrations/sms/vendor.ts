import type { ChatAccount, OutgoingChat } from './port.ts'

/** An account of a company at an SMS vendor, and a message to a customer. For tests. */
export const smsAccount = (more: Partial<ChatAccount> = {}): ChatAccount => ({
  channel: 'sms',
  address: 'WASL',
  provider: 'unifonic',
  baseUrl: 'http://127.0.0.1:9',
  secrets: {
    app_sid: 'APPSID',
    user: 'wasl',
    token: 'shh',
    hook: 'https://wasl.example/hooks/sms/0123456789abcdef0123',
  },
  settings: { account_sid: `AC${'a'.repeat(32)}` },
  ...more,
})

export const toSara = (text: string, more: Partial<OutgoingChat> = {}): OutgoingChat => ({
  to: { kind: 'phone', value: '+966501234567' },
  content: { kind: 'text', text },
  ours: 'm-1',
  byHuman: false,
  ...more,
})

type Reply = Readonly<{ status?: number; headers?: Record<string, string>; body: unknown }>

/** A vendor that answers as it is told, and remembers what it was asked. For tests. */
export function answering(...replies: readonly Reply[]) {
  const asked: { method: string; path: string; headers: Headers; body: string }[] = []
  const waiting = [...replies]
  return {
    asked,
    fetch: async (url: string, init: RequestInit): Promise<Response> => {
      const { pathname, search } = new URL(url)
      const body = await new Response(init.body ?? null).text()
      const headers = new Headers(init.headers)
      asked.push({ method: init.method ?? '', path: pathname + search, headers, body })
      const reply = waiting.length > 1 ? waiting.shift() : waiting[0]
      const { status = 200, body: answer, headers: heads = {} } = reply ?? { body: '' }
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer), {
        status,
        headers: heads,
      })
    },
  }
}
