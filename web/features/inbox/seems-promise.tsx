import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readPromise } from '#core/collections/read-promise.ts'
import { daysBetween } from '#core/day.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { PromiseDialog } from '#web/customer-dialog.tsx'
import { useFormat } from '#web/format.ts'
import { useMay, useMe, useToday } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { openPromisesOf } from './open-promises.ts'
import css from './seems-promise.module.css'

/** So long after it was said a message is still taken for a promise that nobody has noted. */
const freshDays = 7
const shelf = 'wasl.inbox.no_promise'
const mostKept = 200

const declined = (): readonly string[] => (localStorage.getItem(shelf) ?? '').split(',')
const decline = (id: string) =>
  localStorage.setItem(shelf, [id, ...declined()].slice(0, mostKept).join(','))

type Props = Readonly<{ message: ThreadMessage; customerId: string }>

/** What a message seems to promise, for the agent to confirm: nothing is noted by itself. */
export function SeemsPromise({ message, customerId }: Props) {
  const t = useWords('inbox')
  const format = useFormat()
  const may = useMay()
  const today = useToday()
  const { baseCurrency: currency } = useMe().company
  const [asking, setAsking] = useState(false)
  const [over, setOver] = useState(() => declined().includes(message.id))
  const said = format.dayOf(message.at)
  const looks =
    message.direction === 'in' &&
    message.unsentAt === null &&
    daysBetween(said, today) <= freshDays &&
    may('collections.promise') !== undefined &&
    may('collections.read') !== undefined
  const seems = looks && !over ? readPromise(message.text, { today: said, currency }) : undefined
  const wanted = seems !== undefined && seems.dueOn >= today
  const { data } = useQuery({ ...openPromisesOf(customerId), enabled: wanted })
  // A word that was noted since then is this one.
  const noted = data?.rows.some(({ madeAt }) => madeAt > message.at) ?? true
  if (!seems || !wanted || noted) return null
  const day = format.day(seems.dueOn, { near: true, weekday: true })
  const amount =
    seems.amount === null || typeof seems.amount === 'string' ? null : format.money(seems.amount)
  return (
    <div className={css['seems']}>
      <IconHandStop size={16} aria-hidden="true" />
      <span>{amount ? t('seems_promise_of', { amount, day }) : t('seems_promise', { day })}</span>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('note_promise')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          decline(message.id)
          setOver(true)
        }}
      >
        {t('no_promise')}
      </Button>
      {asking && (
        <PromiseDialog
          customerId={customerId}
          seems={{ dueOn: seems.dueOn, amount: seems.amount, words: message.text }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
