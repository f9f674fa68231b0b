// Shows the document with a row for each of its security schemes, one of which goes with each call.
"use strict";

const json = async (url) => (await fetch(url)).json();

// Where a scheme puts its key: a header, and what stands before the key.
const place = (scheme) =>
  scheme.type === "http" ? { header: "Authorization", prefix: "Bearer " } : { header: scheme.name, prefix: "" };

function addRow(table, name, scheme, key) {
  const { header, prefix } = place(scheme);
  const row = table.insertRow();
  row.title = scheme.description;

  const choice = document.createElement("input");
  Object.assign(choice, { type: "radio", name: "scheme", value: name, checked: table.rows.length === 1 });
  const label = document.createElement("label");
  label.append(choice, ` ${name}`);
  const value = document.createElement("input");
  Object.assign(value, { name, value: key, ariaLabel: `${name}: ${header}`, autocomplete: "off", spellcheck: false });

  row.insertCell().append(label);
  row.insertCell().append(`${header}: ${prefix}`);
  row.insertCell().append(value);
}

async function show() {
  const [spec, keys] = await Promise.all([json("explorer/openapi.json"), json("explorer/keys.json")]);
  const schemes = spec.components.securitySchemes;
  const form = document.getElementById("keys");
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [name, key] of Object.entries(keys)) {
    addRow(form.querySelector("table"), name, schemes[name], key);
  }

  // The one place for keys is the form, so that any call can be tried with any of them.
  const withoutButtons = { wrapComponents: { authorizeBtn: () => () => null, authorizeOperationBtn: () => () => null } };
  SwaggerUIBundle({
    spec,
    dom_id: "#operations",
    displayOperationId: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    plugins: [withoutButtons],
    requestInterceptor: (request) => {
      const name = form.elements.scheme.value;
      const { header, prefix } = place(schemes[name]);
      const key = form.elements[name].value;
      if (key) {
        request.headers[header] = prefix + key;
      }
      return request;
    },
  });
}

show();
