import type { ChatFailure, MediaRef } from '#core/messaging/incoming.ts'
import { refusedHere } from './errors.ts'
import { failureOf, graph, type MetaParts } from './graph.ts'
import { download } from './media.ts'
import type { ChatAccount, FetchedMedia } from './port.ts'
import { flat, known } from './read.ts'

/** A file of Messenger or Instagram, at the signed address of its webhook, which soon ends. */
export async function fetchAttachment(
  parts: MetaParts,
  account: ChatAccount,
  { url, sha256, mime, fileName }: MediaRef,
): Promise<FetchedMedia | ChatFailure> {
  if (url === undefined) return refusedHere('media_refused', 'no_media_url', '')
  const expected = known({ sha256, mime, fileName })
  return download(parts, account, { url, withToken: false, expected })
}

/** Whether a page or account answers to its token, and what it says of itself. */
export async function healthOf(
  parts: MetaParts,
  account: ChatAccount,
  path: string,
  fieldNames: string,
) {
  const query = { fields: fieldNames }
  const answer = await graph(parts, account, { method: 'GET', path, query })
  if (answer.outcome !== 'ok') return { ok: false, facts: {}, failure: failureOf(answer) }
  const version = answer.version === undefined ? {} : { api_version: answer.version }
  return { ok: true, facts: { ...flat(answer.body), ...version } }
}
