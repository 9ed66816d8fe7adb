import Mustache from 'mustache';
import type { Sent } from './outbox.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Outbox</title></head>
<body>
<h1>Outbox</h1>
<p>What this installation has written, newest first. Shown outside production only.</p>
<table>
<thead><tr><th scope="col">Written</th><th scope="col">To</th><th scope="col">Message</th><th scope="col">Link</th></tr></thead>
<tbody>
{{#messages}}
<tr><td><time>{{at}}</time></td><td>{{to}}</td><td><a href="/dev/outbox/{{id}}">{{subject}}</a></td><td>{{#link}}<a href="{{link}}">{{link}}</a>{{/link}}</td></tr>
{{/messages}}
{{^messages}}
<tr><td colspan="4">Nothing yet.</td></tr>
{{/messages}}
</tbody>
</table>
</body>
</html>
`;

/** The address that a message asks to open. */
export const linkOf = ({ text }: Pick<Sent, 'text'>): string | undefined =>
  /: (https?:\/\/\S+)$/m.exec(text)?.[1];

/** The outbox for people at work on an installation. */
export const outboxPage = (messages: readonly Sent[]): string =>
  Mustache.render(PAGE, {
    messages: messages.map((sent) => ({ ...sent, at: sent.createdAt.toISOString(), link: linkOf(sent) })),
  });
