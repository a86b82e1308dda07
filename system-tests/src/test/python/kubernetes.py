"""Checks Kubernetes manifests against the schemas of Kubernetes and KEDA, and against each other.

Arguments: folder of the manifests, KEDA's definition of a ScaledObject. Prints a JSON list of findings.
"""
import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml

folder, keda = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
findings = []


def strict(schema):
    """A cluster drops what it does not know without a word; here it is a finding."""
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            strict(part)
    elif isinstance(schema, list):
        for part in schema:
            strict(part)
    return schema


SCALED_OBJECT = strict(yaml.safe_load(keda.read_text())["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
# Whatever metadata may hold is not in the definition.
SCALED_OBJECT["properties"]["metadata"].pop("additionalProperties", None)

documents = {}
for file in sorted(folder.rglob("*.yaml")):
    for document in yaml.safe_load_all(file.read_text()):
        kind = document["kind"]
        try:
            if kind == "Kustomization":
                named = document["resources"]
                for name in named:
                    if not (file.parent / name).exists():
                        findings.append(f"{file.name}: {name} is not there")
                for other in file.parent.glob("*.yaml"):
                    if other.name not in named + ["kustomization.yaml"] and "example" not in other.name:
                        findings.append(f"{file.name}: {other.name} is not in it")
            elif kind == "ScaledObject":
                jsonschema.validate(document, SCALED_OBJECT)
                documents[kind, document["metadata"]["name"]] = document
            else:
                kubernetes_validate.validate(document, "1.37", strict=True)
                documents[kind, document["metadata"]["name"]] = document
        except (kubernetes_validate.ValidationError, jsonschema.ValidationError) as wrong:
            findings.append(f"{file.name}: {kind}: {wrong.message}")


def known(kind, name, of):
    if (kind, name) not in documents:
        findings.append(f"{of}: {kind} {name} is not there")


for (kind, name), document in documents.items():
    if kind != "Deployment":
        continue
    template = document["spec"]["template"]
    pod, labels = template["spec"], template["metadata"]["labels"]
    if document["spec"]["selector"]["matchLabels"].items() - labels.items():
        findings.append(f"{name}: the selector does not match the pods")
    known("ServiceAccount", pod["serviceAccountName"], name)
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    for volume in volumes.values():
        if "configMap" in volume:
            known("ConfigMap", volume["configMap"]["name"], name)
        if "secret" in volume:
            known("Secret", volume["secret"]["secretName"], name)
    for container in pod["containers"]:
        for source in container.get("envFrom", []):
            known("ConfigMap", source["configMapRef"]["name"], name)
        for mount in container["volumeMounts"]:
            if mount["name"] not in volumes:
                findings.append(f"{name}: volume {mount['name']} is not there")

for (kind, name), document in documents.items():
    if kind == "ScaledObject":
        known("Deployment", document["spec"]["scaleTargetRef"]["name"], name)

print(json.dumps(findings))
