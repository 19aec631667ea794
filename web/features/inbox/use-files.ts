import { useRef, useState } from 'react'
import type { UploadedFile } from '#core/inbox/api.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { newId } from '#web/new-id.ts'
import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import { uploadFile } from './upload-file.ts'

/** One file that is to go with the answer. */
export type Attached = Readonly<{
  id: string
  name: string
  bytes: number
  /** Set once the server has it. */
  file: UploadedFile | null
  /** Why the server would not take it, in words. */
  problem: string | null
}>

const most = 10
const mostBytes = 10 * 1024 * 1024

/** The files of one answer: each goes up by itself and says what became of it. */
export function useFiles(channel: MessageChannel) {
  const t = useWords('inbox')
  const say = useWords('refusals')
  const [rows, setRows] = useState<readonly Attached[]>([])
  const alive = useRef(new Set<string>())
  const patch = (id: string, change: Partial<Attached>) =>
    setRows((held) => held.map((row) => (row.id === id ? { ...row, ...change } : row)))
  const upload = async (id: string, file: File) => {
    if (file.size > mostBytes) return patch(id, { problem: t('file_too_large') })
    if (file.size === 0) return patch(id, { problem: t('file_empty') })
    try {
      const taken = await uploadFile(file, { id, name: file.name || 'file', channel })
      if (alive.current.has(id)) patch(id, { file: taken })
    } catch (error) {
      const { code, facts } = refusalOf(error)
      patch(id, { problem: say(code, facts) })
    }
  }
  const add = (files: readonly File[]) => {
    const taken = files.slice(0, most - rows.length).map((file) => ({ id: newId(), file }))
    for (const { id } of taken) alive.current.add(id)
    setRows((held) => [
      ...held,
      ...taken.map(({ id, file }) => ({
        id,
        name: file.name,
        bytes: file.size,
        file: null,
        problem: null,
      })),
    ])
    for (const { id, file } of taken) void upload(id, file)
  }
  return {
    rows,
    add,
    busy: rows.some(({ file }) => file === null),
    remove: (id: string) => {
      alive.current.delete(id)
      setRows((held) => held.filter((row) => row.id !== id))
    },
    clear: () => setRows([]),
    /** What was attached meanwhile stays. */
    restore: (held: readonly Attached[]) => setRows((now) => [...held, ...now]),
  }
}
export type FilesView = ReturnType<typeof useFiles>
