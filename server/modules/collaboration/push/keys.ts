import { createECDH } from 'node:crypto'
import type { House } from '#platform/house.ts'

const complaints = 'mailto:wasl@localhost.localdomain'

/**
 * Who this house is to the push services. The pair comes from the house's own key, so that every
 * node has the same one and nothing more is kept; another key of the house means new devices.
 */
export function pushSender({ safe, publicUrl }: Pick<House, 'safe' | 'publicUrl'>) {
  const curve = createECDH('prime256v1')
  const made = (times: number): string => {
    const privateKey = safe.tokenFor(`push sender ${times}`)
    try {
      curve.setPrivateKey(Buffer.from(privateKey, 'base64url'))
      return privateKey
    } catch {
      // One number in four thousand millions is no key.
      return made(times + 1)
    }
  }
  const privateKey = made(0)
  return {
    privateKey,
    publicKey: curve.getPublicKey().toString('base64url'),
    subject: publicUrl.startsWith('https://') ? publicUrl : complaints,
  }
}
