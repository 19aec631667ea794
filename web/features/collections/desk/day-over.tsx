import { IconCircleCheck, IconClock, IconUserOff } from '@tabler/icons-react'
import type { DeskProgress } from '#core/collections/desk-api.ts'
import { Blank } from '#web/ui/blank.tsx'
import { useWords } from '#web/words.ts'
import { useAmounts } from './day.tsx'
import { useMomentWords } from './say.ts'
import type { Asked } from './use-desk.ts'

type Props = Readonly<{ asked: Asked; progress: DeskProgress | undefined }>

/** Nobody is in this queue: what the day brought and when the next one comes up, or why it is empty. */
export function DayOver({ asked, progress }: Props) {
  const t = useWords('desk')
  if (asked.when === 'later')
    return (
      <Blank icon={<IconClock size={30} />} tone="plain" title={t('empty_later')}>
        {t('empty_later_hint')}
      </Blank>
    )
  if (asked.whose !== 'mine')
    return (
      <Blank icon={<IconUserOff size={30} />} tone="plain" title={t('empty_theirs')}>
        {t('empty_theirs_hint')}
      </Blank>
    )
  return progress ? <Mine progress={progress} /> : null
}

function Mine({ progress }: { progress: DeskProgress }) {
  const t = useWords('desk')
  const amounts = useAmounts()
  const moment = useMomentWords()
  const { contacts: done, promised, nextAt, empty } = progress
  const next = nextAt ? t('empty_next', { next: moment(nextAt) }) : t('empty_next_none')
  if (done > 0)
    return (
      <Blank icon={<IconCircleCheck size={30} />} title={t('empty_now')}>
        {promised.length > 0
          ? t('empty_done_promised', { done, amount: amounts(promised) })
          : t('empty_done', { done })}{' '}
        {empty === null && next}
      </Blank>
    )
  if (empty !== null)
    return (
      <Blank icon={<IconUserOff size={30} />} tone="plain" title={t('empty_never')}>
        {t(`empty_${empty}`)}
      </Blank>
    )
  return (
    <Blank icon={<IconCircleCheck size={30} />} title={t('empty_calm')}>
      {next}
    </Blank>
  )
}
