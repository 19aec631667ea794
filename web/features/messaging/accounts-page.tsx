import { Button } from '@mantine/core'
import { IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '#core/messaging/accounts-api.ts'
import { channelOfVendor, type VendorName } from '#core/messaging/vendors.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import {
  AccountChips,
  type ChannelName,
  channelOrder,
  KnownAs,
  useAccountWhy,
} from './account-looks.tsx'
import css from './accounts.module.css'
import { useChange } from './use-change.ts'

/** The channels of a company, each with its accounts and how they stand. */
export function AccountsPage() {
  const t = useWords('channels')
  const go = useGo()
  const { data, error, refetch } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return (
    <Sheet label={t('title')} narrow>
      <PageHead
        title={t('title')}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => go('/settings/channels/add')}>
            {t('add')}
          </Button>
        }
      >
        {t('hint')}
      </PageHead>
      {channelOrder.map((channel) => (
        <ChannelPart
          key={channel}
          channel={channel}
          accounts={data.rows.filter((row) => row.channel === channel)}
          playable={data.playable.find((vendor) => channelOfVendor(vendor) === channel)}
        />
      ))}
    </Sheet>
  )
}

function ChannelPart({
  channel,
  accounts,
  playable,
}: {
  channel: ChannelName
  accounts: readonly Account[]
  playable: VendorName | undefined
}) {
  const t = useWords('channels')
  return (
    <Section
      title={
        <span className={css['channel']}>
          <ChannelIcon channel={channel} size={20} />
          {t(channel)}
        </span>
      }
    >
      {accounts.length === 0 ? (
        <NoAccount channel={channel} playable={playable} />
      ) : (
        <ul className={css['accounts']}>
          {accounts.map((account) => (
            <AccountLine key={account.id} account={account} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function AccountLine({ account }: { account: Account }) {
  const why = useAccountWhy()
  return (
    <li>
      <Go to={`/settings/channels/${account.id}`}>
        <span className={css['who']}>
          <b>
            <Bdi>{account.name}</Bdi>
          </b>
          <KnownAs account={account} />
        </span>
        <span className={css['chips']}>
          <AccountChips account={account} />
        </span>
        <small>{why(account)}</small>
      </Go>
    </li>
  )
}

function NoAccount({
  channel,
  playable,
}: {
  channel: ChannelName
  playable: VendorName | undefined
}) {
  const t = useWords('channels')
  const go = useGo()
  const [id] = useState(newId)
  const tryOut = useChange(
    (provider: VendorName) => client.messaging.tryAccount({ id, provider }),
    () => toast.said(t('try_done')),
  )
  return (
    <>
      <p className={css['none']}>{t(`none_${channel}`)}</p>
      <div className={css['acts']}>
        <Button
          variant="default"
          size="sm"
          onClick={() => go(`/settings/channels/add?channel=${channel}`)}
        >
          {t('connect')}
        </Button>
        {playable && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconPlayerPlay size={15} />}
            loading={tryOut.isPending}
            onClick={() => tryOut.mutate(playable)}
          >
            {t('try')}
          </Button>
        )}
      </div>
    </>
  )
}
