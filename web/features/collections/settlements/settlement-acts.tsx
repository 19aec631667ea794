import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Concession } from '#core/collections/settlement-api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { BecauseDialog } from './because-dialog.tsx'
import { SendSettlement } from './send-settlement.tsx'

type Props = Readonly<{ concession: Concession }>
type Asking = 'refuse' | 'withdraw' | 'accept' | 'reverse'

/** What can be done with it now: one filled button, the next step. */
export function Acts({ concession }: Props) {
  const t = useWords('settlements')
  const [asking, setAsking] = useState<Asking | null>(null)
  const { state } = concession
  const live = state === 'proposed' || state === 'offered' || state === 'accepted'
  const booked = state === 'posted' || state === 'kept'
  const back = booked && concession.creditNumbers.length === 0 && concession.recovered.minor === 0
  return (
    <>
      {live && (
        <Button variant="default" onClick={() => setAsking('withdraw')}>
          {t('withdraw')}
        </Button>
      )}
      {back && (
        <Button variant="default" onClick={() => setAsking('reverse')}>
          {t('reverse')}
        </Button>
      )}
      {state === 'proposed' && concession.mayApprove && (
        <>
          <Button variant="default" onClick={() => setAsking('refuse')}>
            {t('refuse')}
          </Button>
          <Approve concession={concession} />
        </>
      )}
      {state === 'offered' && (
        <>
          <Button variant="default" onClick={() => setAsking('accept')}>
            {t('accept')}
          </Button>
          <Send concession={concession} />
        </>
      )}
      {concession.credit.minor > 0 && <Recover concession={concession} />}
      {asking && <Ask asking={asking} id={concession.id} onClose={() => setAsking(null)} />}
    </>
  )
}

function Approve({ concession }: Props) {
  const t = useWords('settlements')
  const format = useFormat()
  const approve = useChange(client.collections.approveConcession, () =>
    toast.said(t('approved_said')),
  )
  return (
    <Button loading={approve.isPending} onClick={() => approve.mutate({ id: concession.id })}>
      {t('approve', { amount: format.money(concession.waived) })}
    </Button>
  )
}

/** Sends the offer, after showing by which way it goes and how it reads. */
export function Send({
  concession,
  quiet = false,
}: Readonly<{ concession: Pick<Concession, 'id' | 'sentAt'>; quiet?: boolean }>) {
  const t = useWords('settlements')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button {...(quiet && { variant: 'default' })} onClick={() => setAsking(true)}>
        {t(concession.sentAt ? 'send_again' : 'send')}
      </Button>
      {asking && <SendSettlement id={concession.id} onClose={() => setAsking(false)} />}
    </>
  )
}

function Recover({ concession }: Props) {
  const t = useWords('settlements')
  const format = useFormat()
  const recover = useChange(client.collections.recoverBadDebt, () =>
    toast.said(t('recovered_said')),
  )
  const { id, credit } = concession
  return (
    <Button
      loading={recover.isPending}
      onClick={() => recover.mutate({ id, requestId: newId(), amount: credit })}
    >
      {t('recover', { amount: format.money(credit) })}
    </Button>
  )
}

/** Refusing, withdrawing and reversing ask why, accepting asks who. */
function Ask({ asking, id, onClose }: { asking: Asking; id: string; onClose: () => void }) {
  const t = useWords('settlements')
  const [requestId] = useState(newId)
  const said = (
    { refuse: 'refused', withdraw: 'withdrawn', accept: 'accepted', reverse: 'reversed' } as const
  )[asking]
  const change = useChange(
    (reason: string): Promise<unknown> => {
      if (asking === 'refuse') return client.collections.refuseConcession({ id, reason })
      if (asking === 'withdraw') return client.collections.withdrawConcession({ id, reason })
      if (asking === 'accept') return client.collections.acceptConcession({ id, saidBy: reason })
      return client.collections.reverseConcession({ id, requestId, reason })
    },
    () => {
      toast.said(t(`${said}_said`))
      onClose()
    },
  )
  return (
    <BecauseDialog
      title={t(asking)}
      label={t(`${asking}_ask`)}
      yes={t(asking)}
      least={asking === 'accept' ? 0 : 3}
      busy={change.isPending}
      onYes={(reason) => change.mutate(reason)}
      onClose={onClose}
    />
  )
}
