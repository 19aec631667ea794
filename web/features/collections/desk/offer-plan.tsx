import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { PlanDialog } from '#web/customer-dialog.tsx'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { SendPlan } from '../payment-plans/send-plan.tsx'
import css from './outcome.module.css'
import { useSentWords } from './say.ts'

type Props = Readonly<{
  card: DeskCard
  /** The plan that was offered here, or that waits for their answer already. */
  planId: string | null
  onMade: (planId: string) => void
}>

/** Who wants a plan is offered one here and now, and gets its link. */
export function OfferPlan({ card, planId, onMade }: Props) {
  const t = useWords('plans')
  const may = useMay()
  const [asking, setAsking] = useState<'plan' | 'send' | null>(null)
  const onClose = () => setAsking(null)
  if (may('collections.payment_plan') === undefined) return null
  return (
    <div className={css['offer']}>
      {planId === null ? (
        <Button variant="default" onClick={() => setAsking('plan')}>
          {t('propose')}
        </Button>
      ) : (
        <Offered
          plan={card.plan?.id === planId ? card.plan : null}
          onSend={() => setAsking('send')}
          onChange={() => setAsking('plan')}
        />
      )}
      {asking === 'plan' && (
        <PlanDialog customerId={card.customerId} onMade={onMade} onClose={onClose} />
      )}
      {asking === 'send' && planId !== null && <SendPlan id={planId} onClose={onClose} />}
    </div>
  )
}

type OfferedProps = Readonly<{
  plan: DeskCard['plan']
  onSend: () => void
  onChange: () => void
}>

/** Whether its link is with the customer yet; once it is, sending is no more the next thing to do. */
function Offered({ plan, onSend, onChange }: OfferedProps) {
  const t = useWords('plans')
  const sentWords = useSentWords()
  const sent = sentWords(plan)
  return (
    <>
      <p role="status">{sent ? t('sent_here', sent) : t('offered_here')}</p>
      <Button
        variant={sent ? 'subtle' : 'default'}
        leftSection={<IconSend size={16} />}
        onClick={onSend}
      >
        {t(sent ? 'send_again' : 'send')}
      </Button>
      <Button variant="subtle" onClick={onChange}>
        {t('change')}
      </Button>
    </>
  )
}
