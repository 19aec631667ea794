import { instagram } from '#integrations/instagram/instagram.ts'
import { messenger } from '#integrations/messenger/messenger.ts'
import { msegat } from '#integrations/msegat/msegat.ts'
import { taqnyat } from '#integrations/taqnyat/taqnyat.ts'
import { twilio } from '#integrations/twilio/twilio.ts'
import { unifonic } from '#integrations/unifonic/unifonic.ts'
import { whatsapp } from '#integrations/whatsapp/whatsapp.ts'
import { chatProviders } from '#modules/messaging/index.ts'
import type { TestHouse } from '#test/house.ts'

export const vendors = [
  'whatsapp_cloud',
  'messenger',
  'instagram',
  'unifonic',
  'taqnyat',
  'msegat',
  'twilio',
] as const
export type Vendor = (typeof vendors)[number]

type Pass = () => Promise<Response>
/** What happens to one request instead of its passing; some let it pass and lose the answer. */
export type Fault = (pass: Pass, init: RequestInit) => Promise<Response>

class NetworkError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}
const breaks = (code: string) => (): never => {
  throw new NetworkError(code)
}
const late = (): never => {
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
}
const page = (status: number, headers?: Record<string, string>) =>
  new Response('<html><title>Bad Gateway</title></html>', {
    status,
    headers: { 'content-type': 'text/html', ...headers },
  })

/** `arrives`: whether the customer has it in the end; a sending whose fate nobody knows is not repeated. */
export const faults: Readonly<Record<string, Readonly<{ arrives: boolean; fault: Fault }>>> = {
  'the connection is refused': { arrives: true, fault: async () => breaks('ECONNREFUSED')() },
  'the name is not found': { arrives: true, fault: async () => breaks('ENOTFOUND')() },
  'no connection comes about in time': {
    arrives: true,
    fault: async () => breaks('UND_ERR_CONNECT_TIMEOUT')(),
  },
  'the connection is reset before it is read': {
    arrives: false,
    fault: async () => breaks('ECONNRESET')(),
  },
  'the connection is reset after it was read': {
    arrives: true,
    fault: async (pass) => {
      await pass()
      return breaks('ECONNRESET')()
    },
  },
  'no answer comes, and nothing was done': { arrives: false, fault: async () => late() },
  'no answer comes, although it was done': {
    arrives: true,
    fault: async (pass) => {
      await pass()
      return late()
    },
  },
  'a middleman fails before': { arrives: false, fault: async () => page(502) },
  'a middleman fails after': {
    arrives: true,
    fault: async (pass) => {
      await pass()
      return page(504)
    },
  },
  'a gateway of theirs fails after, in its own words': {
    arrives: true,
    fault: async (pass) => {
      await pass()
      return Response.json({ message: 'Endpoint request timed out' }, { status: 504 })
    },
  },
  'there was too much, with a time to wait': {
    arrives: true,
    fault: async () => page(429, { 'retry-after': '7' }),
  },
  'there was too much': { arrives: true, fault: async () => page(429) },
  'nobody is let in': { arrives: false, fault: async () => page(401) },
  'it is sent elsewhere': {
    arrives: false,
    fault: async () => page(302, { location: 'http://127.0.0.1:1/' }),
  },
  'the answer is rubbish': { arrives: false, fault: async () => page(200) },
  'the answer is cut off': {
    arrives: true,
    fault: async (pass) => {
      const text = await (await pass()).text()
      return new Response(text.slice(0, Math.floor(text.length / 2)), { status: 200 })
    },
  },
  'the answer never ends': {
    arrives: true,
    fault: async (pass) => {
      await pass()
      return new Response('{"x":"'.padEnd(2 * 1024 * 1024, 'x'), { status: 200 })
    },
  },
  'nothing goes wrong': { arrives: true, fault: (pass) => pass() },
}

/** A network on which whatever is next may befall the sendings of a house. */
export function breakNetwork(
  the: Pick<TestHouse, 'house' | 'simulators'>,
  befall: (text: string, init: RequestInit) => Fault | undefined,
): void {
  const place = 'http://localhost/simulators/'
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { meta, sms } = the.simulators
    const [name = ''] = url.slice(place.length).split('/')
    const app = name === 'meta' ? meta.app : sms.app
    const pass = async () => app.request(url.slice(place.length + name.length), init)
    const said = typeof init.body === 'string' ? init.body : ''
    const fault = init.method === 'POST' ? befall(said, init) : undefined
    return fault ? fault(pass, init) : pass()
  }
  const parts = { fetch, fileFetch: fetch }
  the.house.plugs.plug(chatProviders, {
    whatsapp_cloud: whatsapp(parts),
    messenger: messenger(parts),
    instagram: instagram(parts),
    unifonic: unifonic(parts),
    taqnyat: taqnyat(parts),
    msegat: msegat(parts),
    twilio: twilio(parts),
  })
}
