export const EXPLORER_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Assent API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <link rel="stylesheet" href="/explorer/page.css" />
  </head>
  <body>
    <div id="explorer"></div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

const FIRST_QUERY = `# Sign in with a code. A server in development writes it to its log:
#
# mutation {
#   requestSignInCode(input: { mobile: "+8613800138000" }) {
#     userErrors { message }
#   }
# }
# mutation {
#   signIn(input: { mobile: "+8613800138000", code: "…" }) {
#     tokens { accessToken }
#     userErrors { message }
#   }
# }
#
# Then put this under Headers, for subscriptions too:
# {"Authorization": "Bearer …"}

query Viewer {
  viewer {
    mobile
    isReviewer
  }
}
`;

export const EXPLORER_STYLE = 'html, body, #explorer { height: 100%; margin: 0; }\n';

/**
 * Runs in the browser. \`?query=\`, \`?variables=\` and \`?headers=\` fill the editors. Each subscription opens a
 * socket of its own with the headers of that moment as its \`connection_init\` payload.
 */
export const EXPLORER_SCRIPT = `'use strict';
const given = new URLSearchParams(location.search);
const endpoint = new URL('/graphql', location.href);
const socket = new URL(endpoint);
socket.protocol = socket.protocol.replace('http', 'ws');
const properties = {
  fetcher: GraphiQL.createFetcher({ url: endpoint.href, subscriptionUrl: socket.href }),
  defaultQuery: ${JSON.stringify(FIRST_QUERY)},
  defaultEditorToolsVisibility: 'headers',
  isHeadersEditorEnabled: true,
  shouldPersistHeaders: false,
};
for (const name of ['query', 'variables', 'headers']) {
  if (given.has(name)) properties[name] = given.get(name);
}
ReactDOM.createRoot(document.getElementById('explorer')).render(React.createElement(GraphiQL, properties));
`;
