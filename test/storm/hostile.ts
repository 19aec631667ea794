import { type Account, type Delivery, deliveryOf, type Said, signed, wire } from './vendors.ts'

/** The word that every hostile body holds: nothing with it may be kept. */
export const mark = 'hostile'

type Forge = (good: Delivery, parts: Parts) => Omit<Delivery, 'messages'>
type Parts = Readonly<{ account: Account; other: Account; bare: Account }>

const hexOf = ({ signature = '' }: Delivery) => signature.slice('sha256='.length)

const threeMegabytes = 3 * 1024 * 1024

/** What must be turned away at the door: nothing of it is kept, and nothing of it has an effect. */
const forgeries: Readonly<Record<string, Forge>> = {
  'without a signature': (good) => ({ ...good, signature: undefined }),
  'signed with nothing': (good) => ({ ...good, signature: '' }),
  'signed with a guessed secret': (good) => ({ ...good, signature: signed(good.body, 'secret') }),
  'signed with the empty secret': (good) => ({ ...good, signature: signed(good.body, '') }),
  'a short signature': (good) => ({ ...good, signature: `sha256=${hexOf(good).slice(0, 62)}` }),
  'a long signature': (good) => ({ ...good, signature: `${good.signature}00` }),
  'a signature in capitals': (good) => ({
    ...good,
    signature: `sha256=${hexOf(good).toUpperCase()}`,
  }),
  'a signature of another kind': (good) => ({ ...good, signature: `sha1=${hexOf(good)}` }),
  'a signature that is no hex': (good) => ({ ...good, signature: `sha256=${'z'.repeat(64)}` }),
  'a body written anew': (good) => ({
    ...good,
    body: Buffer.from(JSON.stringify(JSON.parse(good.body.toString()))),
  }),
  'a body with one more space': (good) => ({
    ...good,
    body: Buffer.concat([good.body, Buffer.from(' ')]),
  }),
  'a body cut off': (good) => ({ ...good, body: good.body.subarray(0, -1) }),
  'for one account at the address of another': (good, { other }) => ({ ...good, path: other.path }),
  'signed by another account': (good, { other }) => ({
    ...good,
    signature: signed(good.body, other.secret),
  }),
  'to an account without a secret': (good, { bare }) => ({
    ...good,
    path: bare.path,
    signature: signed(good.body, ''),
  }),
  'to an address that is nobody’s': (good) => ({
    ...good,
    path: good.path.replace(/[\w-]{43}$/, 'A'.repeat(43)),
  }),
  'to the address of another vendor': (good) => ({
    ...good,
    path: good.path.replace(/^\/hooks\/\w+/, '/hooks/twilio'),
  }),
}

/** Too large for every vendor: only now and then, since each is three megabytes on the wire. */
function tooLarge(account: Account): Delivery {
  const body = Buffer.alloc(threeMegabytes + 1, mark)
  return { path: account.path, body, signature: signed(body, account.secret), messages: [] }
}

/** So many forgeries of all kinds in turn, each of words of its own. */
export function forge(many: number, accounts: readonly Account[], bare: Account): Delivery[] {
  const kinds = Object.values(forgeries)
  return Array.from({ length: many }, (_, n): Delivery => {
    const account = accounts[n % accounts.length]
    const other = accounts[(n + 1) % accounts.length]
    const kind = kinds[n % kinds.length]
    if (!account || !other || !kind) throw new Error('There are accounts and kinds')
    if (n % 200 === 199) return tooLarge(account)
    const said: Said = {
      account,
      id: `${mark}-${n}`,
      person: n,
      text: `كلام ${mark} ${n}`,
      at: Date.now(),
    }
    return { ...kind(deliveryOf([said]), { account, other, bare }), messages: [] }
  })
}

/** What the vendor itself signed and nobody can use: it is kept and shown, and has no effect. */
export function nonsense(many: number, accounts: readonly Account[]): Delivery[] {
  const bodies: readonly ((n: number, account: Account) => Buffer)[] = [
    (n) => Buffer.from(`not json at all ${n}`),
    (n) => Buffer.from(`{"object":"page","entry":[${n}`),
    (n) => Buffer.from(`null${' '.repeat(n)}`),
    (n) =>
      wire({
        object: 'a thing of the future',
        entry: [{ id: String(n), changes: [{ field: 'unheard' }] }],
      }),
    (n) =>
      wire({ object: 'whatsapp_business_account', entry: { changes: { value: { messages: n } } } }),
    (n) =>
      Buffer.from(
        `{"__proto__":{"entry":[]},"entry":[{"messaging":[{"message":{"text":"${n}"}}]}]}`,
      ),
    (n) =>
      wire({
        object: 'page',
        entry: [
          {
            id: '404',
            messaging: [
              {
                sender: { id: '1' },
                recipient: { id: '404' },
                timestamp: 1,
                message: { mid: `n${n}`, text: 'x' },
              },
            ],
          },
        ],
      }),
    (n) => Buffer.from([...Buffer.from(String(n)), 0, 0xff, 0xfe, 0xc3, 0x28]),
    (n) => Buffer.from(`${'['.repeat(5000)}${n}${']'.repeat(5000)}`),
  ]
  return Array.from({ length: many }, (_, n): Delivery => {
    const account = accounts[n % accounts.length]
    const body = account && bodies[n % bodies.length]?.(n, account)
    if (!account || !body) throw new Error('There are accounts and bodies')
    return { path: account.path, body, signature: signed(body, account.secret), messages: [] }
  })
}
