export const docs = `
Sends one HTTP request, follows redirects, and gives \`{ status, headers, body }\`. Header names are in lower case; \`set-cookie\` is a list.

### Body
Text is sent as text, any other value as JSON. \`bodyType\` chooses another encoding:

| bodyType | body |
|---|---|
| \`json\` | any value, text included |
| \`form\` | \`{ field: value }\`; a list repeats the field |
| \`text\` | text |
| \`base64\` | Base64 text, sent as the bytes it stands for |
| \`file\` | path of a file, streamed |
| \`multipart\` | a list of \`{ name, value }\`, \`{ name, file, filename?, contentType? }\` or \`{ name, base64, filename?, contentType? }\` |

### Answer
\`responseAs: auto\` reads JSON as a value, text as text, everything else as Base64. An answer without content is null. With \`saveTo\` the
answer is streamed into a file and \`body\` is \`{ path, sizeBytes, sha256 }\`; the file appears only when it is complete.

### Pages
\`paginate\` asks for page after page and gives all items as one list in \`body\`, with \`pages\` (how many) and \`complete\` (false when
\`maxPages\` cut the list).

### Safety
Names are resolved once and every address is checked, at each redirect and each page: link-local and metadata addresses and the ports of
Millrace itself are never reached, private ranges only where they are allowed. Credentials (\`auth\`, and all headers but a few harmless
ones) never follow to another origin. Proxy settings of the environment are not used.

### Failures

| code | kind | when |
|---|---|---|
| \`http_status\` | transient for 408, 425, 429 and 5xx, else user | another status than expected; details: \`httpStatus\`, \`headers\`, \`body\`, \`retryAfterMs\` |
| \`bad_url\`, \`bad_header\`, \`bad_body\` | user | the request cannot be sent as it is |
| \`host_not_allowed\`, \`address_blocked\` | user | the workflow may not connect there |
| \`dns_failed\`, \`connection_refused\`, \`connection_reset\`, \`host_unreachable\` | transient | no connection, or a broken one |
| \`tls_failed\` | user | the certificate is not trusted, or the server speaks no TLS |
| \`timed_out\` | transient | no complete answer in time |
| \`aborted\` | user | the run was canceled, or the task's own timeout came first |
| \`too_many_redirects\` | user | more than \`redirect.max\` |
| \`response_too_large\` | user | more than \`maxBytes\` |
| \`response_not_json\`, \`bad_response\` | user | the answer is not what it should be |
| \`bad_encoding\` | transient | the answer cannot be decompressed |
| \`page_without_items\` | user | a page holds no list where \`items\` points to |
| \`path_not_allowed\`, \`file_not_found\`, \`not_a_file\`, \`not_a_folder\`, \`permission_denied\` | user | a file that is sent or saved |
| \`disk_full\`, \`file_error\` | transient | the file cannot be written or read now |
| \`file_changed\` | transient | a file changed while it was sent |
`.trim();
