export type Vendor = 'unifonic' | 'taqnyat' | 'msegat' | 'twilio'

/** A customer of a played vendor: who may send, under which name, and where reports go. */
export type PlayedSmsAccount = Readonly<{
  vendor: Vendor
  /** The sender name that is registered for it. */
  sender: string
  /** AppSid, token, API key or Auth Token, as the vendor calls it. */
  key: string
  /** Msegat's name of the user, Twilio's Account SID. */
  user?: string
  /** Where reports go that name no address of their own. */
  webhookUrl?: string
  balance?: number
}>

export type SmsTick = 'queued' | 'delivered' | 'failed'

/** A text as it stands on a telephone, or still on its way there. */
export type PlayedSms = {
  readonly id: string
  readonly vendor: Vendor
  readonly at: Date
  readonly from: string
  /** Digits of the international number. */
  readonly to: string
  readonly text: string
  readonly segments: number
  readonly ours?: string
  readonly callback?: string
  state: SmsTick
}

/** What goes wrong with the next sendings, each in the vendor's own words. */
export type SmsRefusal = 'auth' | 'sender' | 'number' | 'balance' | 'content' | 'rate' | 'server'

const MOST_MESSAGES = 5_000

export type SmsState = ReturnType<typeof createSmsState>

/** What the played vendors remember: the newest 5,000 texts. */
export function createSmsState(now: () => Date, random: () => number) {
  const accounts: PlayedSmsAccount[] = []
  const messages = new Map<string, PlayedSms>()
  const offline = new Set<string>()
  /** Two customers of a vendor may send under the same name. */
  const keys = new WeakMap<PlayedSms, string>()
  let count = 0

  /** Twilio names things in hexadecimal, the others number them beyond 32 bits. */
  const newId = (vendor: Vendor): string => {
    count += 1
    const chance = Math.floor(random() * 0xffff)
    if (vendor !== 'twilio') return String(5_452_000_000_000 + count * 1000 + (chance % 1000))
    return `SM${count.toString(16).padStart(28, '0')}${chance.toString(16).padStart(4, '0')}`
  }

  return {
    accounts,
    messages,
    offline,
    sentBy: (sms: PlayedSms, { vendor, key }: PlayedSmsAccount): boolean =>
      sms.vendor === vendor && keys.get(sms) === key,
    take: (
      account: PlayedSmsAccount,
      said: Pick<PlayedSms, 'to' | 'text'> & Partial<Pick<PlayedSms, 'ours' | 'callback'>>,
    ): PlayedSms => {
      const { vendor, sender: from } = account
      const sms: PlayedSms = {
        ...said,
        id: newId(vendor),
        vendor,
        at: now(),
        from,
        segments: segmentsOf(said.text),
        state: 'queued',
      }
      messages.set(sms.id, sms)
      keys.set(sms, account.key)
      for (const oldest of messages.keys()) {
        if (messages.size <= MOST_MESSAGES) break
        messages.delete(oldest)
      }
      return sms
    },
  }
}

/** Roughly, as a vendor's bill would say: only whole ASCII counts as Latin here. */
function segmentsOf(text: string): number {
  const latin = /^[\n\r -~]*$/.test(text)
  const [alone, beside] = latin ? [160, 153] : [70, 67]
  return text.length <= alone ? 1 : Math.ceil(text.length / beside)
}
