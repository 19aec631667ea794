import { mostPaperBytes } from '#core/paper.ts'
import { Refusal } from '#core/refusal.ts'
import { safeFileName } from './media-files.ts'
import type { Session } from './session.ts'
import { type KeptBytes, keepBytes } from './stored-files.ts'

/** A picture or a PDF whose bytes lie in the store and are not yet anyone's. */
export type KeptPaper = Readonly<{ name: string; kept: KeptBytes }>

/**
 * Puts a paper into the store before the transaction that makes it someone's: what it is, its bytes
 * say. @param fallback its name, where its own can be no file's
 * @throws request.too_large, file.kind_refused
 */
export async function keepPaper(
  { house, companyId }: Session,
  paper: Readonly<{ name: string; content: string }>,
  fallback: string,
): Promise<KeptPaper> {
  const bytes = Buffer.from(paper.content, 'base64')
  if (bytes.length > mostPaperBytes) throw new Refusal('request.too_large')
  const kept = await keepBytes(house, companyId, bytes, ['png', 'jpeg', 'webp', 'pdf'])
  return { name: safeFileName(paper.name, fallback), kept }
}

/**
 * Waits for what makes a kept paper someone's: of what failed, or was known already, it is nobody's.
 * @param isKnown whether what was done is what an earlier request had done
 */
export async function orDrop<Done>(
  { house }: Session,
  paper: KeptPaper | undefined,
  doing: Promise<Done>,
  isKnown: (done: Done) => boolean = (done) => done === 'known',
): Promise<Done> {
  let stored = false
  try {
    const done = await doing
    stored = !isKnown(done)
    return done
  } finally {
    if (paper && !stored) await house.files.remove(paper.kept.key)
  }
}
