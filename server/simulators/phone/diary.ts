import type { SentFile } from '../meta/phone.ts'

/** What a customer did on this page: the vendor keeps only what the business wrote. */
export type Own = {
  readonly id: string
  readonly at: Date
  readonly text: string
  readonly file?: SentFile & Readonly<{ kind: 'photo' | 'sticker' | 'voice' | 'document' }>
  readonly place?: Readonly<{ latitude: number; longitude: number; name?: string }>
  readonly answers?: string
  /** How often the business had looked at everything when this was written. */
  readonly looksBefore: number
  edited?: string
  gone?: true
}

export type Diary = { readonly own: Own[]; name: string; online: boolean; stopped: boolean }

const MOST_OWN = 300
const MOST_DIARIES = 500

/** One diary for each conversation, the oldest forgotten first. */
export function createDiaries() {
  const diaries = new Map<string, Diary>()
  return {
    find: (account: string, person: string) => diaries.get(`${account} ${person}`),
    of: (account: string, person: string): Diary => {
      const key = `${account} ${person}`
      const known = diaries.get(key)
      if (known) return known
      const diary: Diary = { own: [], name: '', online: true, stopped: false }
      diaries.set(key, diary)
      for (const oldest of diaries.keys()) {
        if (diaries.size <= MOST_DIARIES) break
        diaries.delete(oldest)
      }
      return diary
    },
    write: (diary: Diary, own: Own): void => {
      diary.own.push(own)
      diary.own.splice(0, Math.max(0, diary.own.length - MOST_OWN))
    },
  }
}
