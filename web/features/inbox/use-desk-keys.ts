import type { RefObject } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { useKeys } from '#web/keys.ts'
import type { ComposerHandle } from './composer.tsx'
import type { CloseView } from './use-close.ts'
import { useAfterG } from './use-list-keys.ts'

/** Opens a menu of the head as if it was pressed. */
const press = (name: string) =>
  document.querySelector<HTMLElement>(`[data-desk="${name}"]`)?.click()

/** R answers, I notes, E closes, S snoozes, A assigns. */
export function useDeskKeys(
  detail: ConversationDetail,
  composer: RefObject<ComposerHandle | null>,
  { turn }: CloseView,
) {
  const afterG = useAfterG()
  useKeys({
    KeyR: () => composer.current?.focus(false),
    KeyI: () => {
      if (!afterG()) composer.current?.focus(true)
    },
    KeyE: () => {
      if (detail.mayAnswer) turn()
    },
    KeyS: () => press('snooze'),
    KeyA: () => press('assign'),
  })
}
