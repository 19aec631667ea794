/** A number, page or account that the played platform knows, and where it tells what happens. */
export type PlayedAccount = Readonly<{
  kind: 'whatsapp' | 'messenger' | 'instagram'
  /** Number id, page id or Instagram id. */
  id: string
  /** The WhatsApp business account above the number. */
  waba?: string
  /** The number itself, in digits. */
  display?: string
  name?: string
  token: string
  appSecret: string
  webhookUrl?: string
}>

/** A person with a telephone. Who hides the number is known by the id alone. */
export type Person = {
  readonly id: string
  name: string
  /** Digits, for WhatsApp. */
  readonly waId?: string
  /** The business-scoped id of WhatsApp. */
  userId?: string
  username?: string
  hidden: boolean
}

export type Tick = 'sent' | 'delivered' | 'read' | 'failed'

export type Body = Readonly<Record<string, unknown>>

/** A message of the business as it stands on a person's screen. */
export type Arrived = {
  readonly id: string
  readonly at: Date
  readonly type: string
  /** The body of that type, as it was sent. */
  readonly content: unknown
  readonly ours?: string
  readonly answers?: string
  tick: Tick
  reaction: string | null
}

/** One person's conversation with one account. */
export type Chat = {
  readonly account: PlayedAccount
  readonly person: Person
  readonly arrived: Arrived[]
  lastWroteAt: number
  online: boolean
  optedOut: boolean
  /** The business showed that it writes, or that it read. */
  typing: boolean
  seen: string[]
}

export type StoredFile = Readonly<{
  id: string
  bytes: Uint8Array<ArrayBuffer>
  mime: string
  fileName: string
  /** Given only to who shows a token, as WhatsApp does; the others sign the address. */
  locked: boolean
  at: number
}>

const MOST_FILES = 500
const MOST_CHATS = 5_000

/** Everything that the played platform remembers, the oldest forgotten first. */
export type State = ReturnType<typeof createState>

export function createState(now: () => Date, random: () => number) {
  const accounts = new Map<string, PlayedAccount>()
  const chats = new Map<string, Chat>()
  const files = new Map<string, StoredFile>()
  let count = 0

  const newId = (prefix: string) => {
    count += 1
    const tail = Math.floor(random() * 1e9).toString(36)
    return `${prefix}${count.toString().padStart(6, '0')}${tail}`
  }
  const numberId = () => {
    count += 1
    return `9${String(now().getTime())}${String(count).padStart(5, '0')}`.slice(0, 17)
  }
  const open = (account: PlayedAccount, person: Person): Chat => {
    const key = `${account.id} ${person.id}`
    const known = chats.get(key)
    if (known) return known
    const chat: Chat = {
      account,
      person,
      arrived: [],
      lastWroteAt: Number.NEGATIVE_INFINITY,
      online: true,
      optedOut: false,
      typing: false,
      seen: [],
    }
    chats.set(key, chat)
    forgetOldest(chats, MOST_CHATS)
    return chat
  }

  return {
    newId,
    numberId,
    accounts,
    open,
    chatsOf: (accountId: string) =>
      [...chats.values()].filter((chat) => chat.account.id === accountId),
    /** The chat of a person by any of the names that a business may use. */
    chatBy: (accountId: string, name: string) =>
      [...chats.values()].find(
        ({ account, person }) =>
          account.id === accountId &&
          (person.id === name || person.waId === name || person.userId === name),
      ),
    message: (id: string) => {
      for (const chat of chats.values()) {
        const arrived = chat.arrived.find((each) => each.id === id)
        if (arrived) return { chat, arrived }
      }
      return undefined
    },
    keep: (file: Omit<StoredFile, 'id' | 'at'>): StoredFile => {
      const kept = { ...file, id: numberId(), at: now().getTime() }
      files.set(kept.id, kept)
      forgetOldest(files, MOST_FILES)
      return kept
    },
    file: (id: string) => files.get(id),
    dropFile: (id: string) => files.delete(id),
  }
}

function forgetOldest<Thing>(all: Map<string, Thing>, most: number): void {
  for (const key of all.keys()) {
    if (all.size <= most) return
    all.delete(key)
  }
}
