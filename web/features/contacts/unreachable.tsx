import { useQuery } from '@tanstack/react-query'
import type { Identity } from '#core/contacts/customer.ts'
import type { UnreachableAddress } from '#core/messaging/api.ts'
import { changing } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

const useChange = changing(() => [api.messaging.key()])

/** Which of a customer's addresses return our mails, and how a person says that one works again. */
export function useUnreachable(customerId: string) {
  const t = useWords('contacts')
  const may = useMay()
  const reads = may('messaging.read') !== undefined
  const { data } = useQuery({
    ...api.messaging.unreachable.queryOptions({ input: { id: customerId } }),
    enabled: reads,
  })
  const lift = useChange(client.messaging.liftUnreachable, () => toast.said(t('lifted')))
  return {
    of: ({ kind, value }: Identity): UnreachableAddress | undefined =>
      kind === 'email'
        ? data?.rows.find(({ address }) => address === value.toLowerCase())
        : undefined,
    lift:
      may('messaging.send') === undefined
        ? undefined
        : ({ id }: UnreachableAddress) => lift.mutate({ customerId, id }),
  }
}

/** Since when an address returns our mails, and in which words of its server. */
export function Returned({ since, code, detail }: UnreachableAddress) {
  const t = useWords('contacts')
  return (
    <>
      <small>
        <Chip tone="info">{t('unreachable')}</Chip>
        <span>
          {t('returns_since')} <Moment value={since} />
        </span>
      </small>
      <small>
        <Bdi>{detail || code}</Bdi>
      </small>
    </>
  )
}
