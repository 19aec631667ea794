import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Account } from '#core/messaging/accounts-api.ts'
import { type VendorName, vendorNames } from '#core/messaging/vendors.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo, useParam, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { AccountForm } from './account-form.tsx'
import { AccountChips, KnownAs } from './account-looks.tsx'
import { HealthPart, TestMail, WebhookPart } from './account-parts.tsx'
import css from './accounts.module.css'
import { GrantPart } from './grant-part.tsx'
import { useChange } from './use-change.ts'

const list = '/settings/channels'

/** One account: how it stands, where its vendor calls us, and its settings; or a new one. */
export function AccountPage() {
  const t = useWords('channels')
  const id = useParam('id')
  const [{ vendor: asked, edit }] = useSearchText()
  const go = useGo()
  const { data, error, refetch } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const account = data.rows.find((row) => row.id === id)
  const vendor = account?.provider ?? vendorNames.find((name) => name === asked)
  const changing = account ? edit !== undefined && !account.played : vendor !== undefined
  const here = `${list}/${id}`
  if (changing && vendor)
    return (
      <AccountForm
        key={id}
        id={id}
        vendor={vendor}
        account={account}
        onDone={() => go(here, { replace: true })}
        onCancel={() => go(account ? here : list)}
      />
    )
  if (!account)
    return (
      <Blank icon={<IconPlugConnected size={30} />} tone="plain" title={t('gone')}>
        {t('hint')}
      </Blank>
    )
  return <Shown account={account} playable={data.playable} />
}

function Shown({ account, playable }: { account: Account; playable: readonly VendorName[] }) {
  const t = useWords('channels')
  // The played mailbox of a company without a mail account is no account yet.
  const standIn = account.played && account.mail !== null && account.mail.imap === null
  return (
    <Sheet label={account.name} narrow>
      <PageHead title={<Bdi>{account.name}</Bdi>} actions={!standIn && <Acts account={account} />}>
        <span className={css['chips']}>
          {t(`vendor_${account.provider}`)}
          <KnownAs account={account} />
          <AccountChips account={account} />
        </span>
      </PageHead>
      {account.played && (
        <Section title={t('played')}>
          <Why>{t(standIn ? 'stand_in_why' : 'try_why')}</Why>
          <div className="form-acts">
            {account.mail && <PlayedMail offer={standIn && playable.includes('smtp')} />}
            {!standIn && <Outside to="/simulators/phone">{t('customer_phone')}</Outside>}
          </div>
        </Section>
      )}
      {!standIn && <HealthPart account={account} />}
      {account.mail?.grant && !account.played && (
        <GrantPart account={account} grant={account.mail.grant} />
      )}
      {account.mail && <TestMail account={account} />}
      {!account.played && <WebhookPart webhook={account.webhook} />}
    </Sheet>
  )
}

/** A real row lets the played mailbox receive as well. */
function PlayedMail({ offer }: { offer: boolean }) {
  const t = useWords('channels')
  const go = useGo()
  const [id] = useState(newId)
  const tryOut = useChange(
    () => client.messaging.tryAccount({ id, provider: 'smtp' }),
    () => {
      toast.said(t('try_done'))
      go(`${list}/${id}`, { replace: true })
    },
  )
  return (
    <>
      <Outside to="/simulators/mail/">{t('played_mailbox')}</Outside>
      {offer && (
        <Button
          variant="default"
          loading={tryOut.isPending}
          onClick={() => tryOut.mutate(undefined)}
        >
          {t('receive_too')}
        </Button>
      )}
    </>
  )
}

const Outside = ({ to, children }: { to: string; children: ReactNode }) => (
  <Button variant="default" component="a" href={to} target="_blank" rel="noopener">
    {children}
  </Button>
)

function Acts({ account }: { account: Account }) {
  const t = useWords('channels')
  const go = useGo()
  const [removing, setRemoving] = useState(false)
  const { id, name, played, chosen } = account
  const choose = useChange(
    () => client.messaging.chooseAccount({ id }),
    () => toast.said(t('chosen_done')),
  )
  const remove = useChange(
    () => client.messaging.removeAccount({ id }),
    () => go(list, { replace: true }),
  )
  return (
    <>
      {!played && <Button onClick={() => go(`${list}/${id}?edit=1`)}>{t('edit')}</Button>}
      {!chosen && (
        <Button variant="default" onClick={() => choose.mutate(undefined)}>
          {t('choose')}
        </Button>
      )}
      <Button variant="default" color="red" onClick={() => setRemoving(true)}>
        {t('remove')}
      </Button>
      <Question
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('remove_ask', { name })}
        yes={t('remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      >
        {t('remove_hint')}
      </Question>
    </>
  )
}
