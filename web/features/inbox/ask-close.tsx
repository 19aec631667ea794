import { Question } from '#web/ui/question.tsx'
import { useWords } from '#web/words.ts'
import type { CloseView } from './use-close.ts'

/** Asks before a conversation is closed over an unsent draft. */
export function AskClose({ closing }: { closing: CloseView }) {
  const t = useWords('inbox')
  return (
    <Question
      open={closing.asking}
      onClose={closing.stop}
      title={t('close_drafted')}
      yes={t('close_drafted_yes')}
      no={t('close_drafted_no')}
      busy={closing.busy}
      onYes={closing.close}
    >
      {t('close_drafted_hint')}
    </Question>
  )
}
