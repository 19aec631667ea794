import type { UploadedFile, UploadFile } from '#core/inbox/api.ts'
import { toBase64 } from '#web/base64.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'

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
