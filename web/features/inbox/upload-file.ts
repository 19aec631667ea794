import type { UploadedFile, UploadFile } from '#core/inbox/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'

/** Bytes as text, a piece at a time, so that a large file does not overflow the stack. */
async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  return btoa(pieces.join(''))
}

/** Gives the server a file that is to go with a message on this channel. */
export const uploadFile = async (
  blob: Blob,
  how: Readonly<{
    name: string
    channel: NonNullable<UploadFile['channel']>
    id?: string
    mime?: string
    voice?: boolean
  }>,
): Promise<UploadedFile> =>
  client.inbox.upload({
    id: newId(),
    mime: blob.type || 'application/octet-stream',
    voice: false,
    content: await toBase64(blob),
    ...how,
  })
