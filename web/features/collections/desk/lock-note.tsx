import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

/** «ماجد العتيبي يعمل عليه الآن»: wherever a customer is shown, while a colleague has them in hand. */
export function DeskLockNote({ customerId }: { customerId: string }) {
  const t = useWords('desk')
  const may = useMay()
  const { data } = useQuery({
    ...api.collections.deskLock.queryOptions({ input: { id: customerId } }),
    enabled: may('collections.read') !== undefined,
    refetchInterval: 60_000,
  })
  if (!data?.lock || data.lock.mine) return null
  return (
    <Chip tone="info" icon={<IconLock size={13} />}>
      {t('works_on', { name: data.lock.by.name })}
    </Chip>
  )
}
