import { client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { SendAway } from '../../payments/index.ts'

/** Sends the link at which the customer reads the plan and agrees to it. */
export function SendPlan({ id, onClose }: Readonly<{ id: string; onClose: () => void }>) {
  const t = useWords('plans')
  return (
    <SendAway
      name={`plan:${id}`}
      title={t('send_ask')}
      yes={t('send_yes')}
      queued={t('send_queued')}
      preview={(channel) => client.collections.previewPaymentPlan({ id, channel })}
      send={(channel, requestId) => client.collections.sendPaymentPlan({ id, requestId, channel })}
      onClose={onClose}
    />
  )
}
