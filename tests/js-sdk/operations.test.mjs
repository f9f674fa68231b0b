// Calls all operations of the sandbox with the vendor's SDK, with each kind of credential.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import RebillyAPI from "rebilly-js-sdk";

const sandbox = spawn("cargo", ["xtask", "sandbox"], { stdio: ["ignore", "pipe", "inherit"] });
after(() => sandbox.kill());
const printed = {};
for await (const line of createInterface({ input: sandbox.stdout })) {
  const [name, value] = line.split(/ {2,}/);
  printed[name] = value;
  if (name === "session JWT") break;
}

const secretApiKey = { apiKey: printed["secret key"] };
const jwt = { authenticate: (api) => api.setSessionToken(printed["session JWT"]) };
const publishableApiKey = { authenticate: (api) => api.setPublishableKey(printed["publishable key"]) };

const jane = { username: "jane", password: "correct horse battery staple", customerId: "cus-jane" };

/** The SDK's methods for the operations, for an organization. `called` has the names of those that were called. */
function client(organizationId, { apiKey, authenticate }) {
  const api = RebillyAPI({ apiKey, organizationId, urls: { live: printed.url, sandbox: printed.url } });
  authenticate?.(api);
  const methods = api.customerAuthentication;
  const called = new Set();
  const get = (_, name) => (request) => {
    called.add(name);
    return methods[name](request);
  };
  return { api: new Proxy(methods, { get }), names: Object.keys(methods), called };
}

for (const [name, credential] of Object.entries({ secretApiKey, jwt })) {
  test(`every operation succeeds with ${name}`, async () => {
    const { api, names, called } = client(`org-${name}`, credential);

    await api.updateAuthOptions({ data: { authTokenTtl: 60 } });
    // A list with one object, of which the SDK makes an object with the member `0`.
    assert.equal((await api.getAuthOptions()).fields[0].authTokenTtl, 60);

    const { fields: created } = await api.createCredential({ data: jane });
    assert.deepEqual((await api.getCredential({ id: created.id })).fields, created);
    const own = await api.createCredential({ id: "own", data: { ...jane, username: "john" } });
    assert.equal(own.response.status, 201);
    const updated = await api.updateCredential({ id: "own", data: { ...jane, username: "jim" } });
    assert.equal(updated.response.status, 200);
    const page = await api.getAllCredentials({ limit: 1, offset: 1 });
    assert.deepEqual([page.limit, page.offset, page.total, page.items.length], [1, 1, 2, 1]);
    await api.deleteCredential({ id: "own" });
    await assert.rejects(api.getCredential({ id: "own" }), { name: "RebillyNotFoundError" });

    const { token } = (await api.login({ data: { username: jane.username, password: jane.password } })).fields;
    assert.equal((await api.verify({ token })).fields.customerId, jane.customerId);
    assert.equal((await api.getAllAuthTokens()).total, 1);
    const session = await api.exchangeToken({ token, data: { invalidate: false } });
    assert.equal(session.fields.customerId, jane.customerId);
    await api.logout({ token });
    await assert.rejects(api.verify({ token }), { name: "RebillyNotFoundError" });

    const reset = await api.createResetPasswordToken({ data: { username: jane.username } });
    const id = reset.fields.token;
    assert.equal((await api.getResetPasswordToken({ id })).fields.credentialId, created.id);
    assert.equal((await api.getAllResetPasswordTokens()).total, 1);
    await api.deleteResetPasswordToken({ id });
    await assert.rejects(api.deleteResetPasswordToken({ id }), { name: "RebillyConflictError" });

    assert.equal(names.length, 16);
    assert.deepEqual([...called].sort(), names.sort());
  });
}

test("four operations succeed with publishableApiKey, and the others do not", async () => {
  await client("org-publishable", secretApiKey).api.createCredential({ data: jane });
  const { api, names, called } = client("org-publishable", publishableApiKey);

  const { token } = (await api.login({ data: { username: jane.username, password: jane.password } })).fields;
  assert.equal((await api.verify({ token })).fields.customerId, jane.customerId);
  await api.exchangeToken({ token, data: { invalidate: false } });
  await api.logout({ token });

  const others = names.filter((name) => !called.has(name));
  assert.equal(others.length, 12);
  for (const name of others) {
    // One operation documents no 403.
    await assert.rejects(api[name]({ id: "own", data: jane }), ({ status }) => [401, 403].includes(status), name);
  }
});

test("a passwordless login succeeds with secretApiKey", async () => {
  const { api } = client("org-passwordless", secretApiKey);
  const login = await api.login({ data: { mode: "passwordless", customerId: "cus-1" } });
  assert.equal(login.fields.customerId, "cus-1");
});

test("a rejected body is the SDK's validation error", async () => {
  const { api } = client("org-invalid", secretApiKey);
  const error = await api.createCredential({ data: {} }).catch((error) => error);
  assert.equal(error.name, "RebillyValidationError");
  assert.deepEqual(error.invalidFields.map(({ field }) => field).sort(), ["customerId", "password", "username"]);
});
