import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { Refusal } from '#core/refusal.ts'

const argon2id: Algorithm = 2
const cost = { algorithm: argon2id, memoryCost: 47_104, timeCost: 2, parallelism: 1 }

// Two at a time: sixteen people signing in together must not stall both cores.
let running = 0
const waiting: (() => void)[] = []
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** The words that appear in most of the long passwords of published leaks. */
const common = ['password', 'qwerty', 'asdfgh', 'iloveyou', 'welcome', 'letmein', 'admin', 'abc123']

/** Refuses what a guesser tries first: repetitions, sequences, common words, one's own address. */
export function assertUncommon(password: string, email: string): void {
  const plain = password.toLowerCase()
  const repeats = new Set(plain).size < 5
  const sequence = '01234567890123456789abcdefghijklmnopqrstuvwxyz'.includes(plain)
  const own = plain.includes(email.split('@')[0] ?? email)
  const rest = common
    .reduce((text, word) => text.replaceAll(word, ''), plain)
    .replace(/[\d\s\p{P}\p{S}_]/gu, '')
  if (repeats || sequence || own || rest.length < 3) throw new Refusal('people.password_too_common')
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, cost))

let decoy: Promise<string> | undefined
/**
 * Whether the password is the one of this hash. Without a hash (no such person) it works as long
 * and says no, so that the time of the answer tells nothing.
 */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has')
  const against = stored ?? (await decoy)
  const right = await inTurn(() => verify(against, password))
  return stored !== undefined && right
}
