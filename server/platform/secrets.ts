import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** A random token for a link, a session or a key: 256 bits, safe in a URL. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token: enough to recognise it, nothing to use it with. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Keeps the secrets of vendors: AES-256-GCM, bound to the place where each one lies. */
export type Safe = Readonly<{
  /** `place` is `table|column|row`: a ciphertext moved elsewhere does not open. */
  lock: (plain: string, place: string) => string
  open: (sealed: string, place: string) => string
  /**
   * A token that only this house can make, and makes again whenever asked, for one thing: it need
   * not be kept. 256 bits, safe in a URL.
   */
  tokenFor: (thing: string) => string
}>

/** @param key 32 bytes, from the environment or the key file beside the data. */
export function createSafe(key: Buffer): Safe {
  if (key.length !== 32) throw new Error('The key of secrets is 32 bytes')
  // A key of its own, so that no token ever says anything of what the other key has sealed.
  const tokenKey = Buffer.from(hkdfSync('sha256', key, '', 'wasl tokens', 32))
  return {
    lock: (plain, place) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return ['v1', nonce, body, cipher.getAuthTag()]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.')
    },
    tokenFor: (thing) => createHmac('sha256', tokenKey).update(thing).digest('base64url'),
    open: (sealed, place) => {
      const [version, nonce = '', body = '', tag = ''] = sealed.split('.')
      if (version !== 'v1') throw new Error('A secret of an unknown form')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
      decipher.setAAD(Buffer.from(place))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return (
        decipher.update(Buffer.from(body, 'base64url'), undefined, 'utf8') + decipher.final('utf8')
      )
    },
  }
}
