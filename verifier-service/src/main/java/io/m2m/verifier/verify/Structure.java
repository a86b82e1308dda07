package io.m2m.verifier.verify;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.TargetIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares how a collection was to be made with how the target describes it, apart from rows. */
final class Structure {
    private final CollectionPlan plan;
    private final TargetCollection found;
    private final List<String> contradictions = new ArrayList<>();
    private boolean rowsComparable = true;

    private Structure(CollectionPlan plan, TargetCollection found) {
        this.plan = plan;
        this.found = found;
    }

    /**
     * @param contradictions one sentence each, with what was expected and what was found
     * @param rowsComparable whether ids and vectors have the types they need to be compared
     */
    record Comparison(List<String> contradictions, boolean rowsComparable) {}

    static Comparison compare(CollectionPlan plan, TargetIndex index, TargetCollection found, VerifySettings settings) {
        Structure structure = new Structure(plan, found);
        structure.idField(settings.idField());
        structure.vectorField(settings.vectorField());
        structure.strangeFields(settings);
        structure.index(index);
        structure.partitions();
        return new Comparison(structure.contradictions, structure.rowsComparable);
    }

    private void idField(String name) {
        Optional<TargetCollection.Field> field = found.field(name);
        if (field.isEmpty()) {
            unreadable("field " + name + " is missing");
        } else if (!field.get().type().equals("Int64") || !field.get().primaryKey()) {
            unreadable("field " + name + " is " + field.get().type()
                    + (field.get().primaryKey() ? "" : " and not the primary key")
                    + ", expected the Int64 primary key");
        } else if (field.get().autoId()) {
            contradictions.add("field " + name + " has automatic ids, expected the ids of the source");
        }
    }

    private void vectorField(String name) {
        String type = plan.vectorType() == VectorType.FLOAT ? "FloatVector" : "BinaryVector";
        Optional<TargetCollection.Field> field = found.field(name);
        if (field.isEmpty()) {
            unreadable("field " + name + " is missing");
            return;
        }
        if (!field.get().type().equals(type)) {
            unreadable("vector type of field " + name + " is " + field.get().type() + ", expected " + type);
        }
        if (field.get().dim() != plan.dim()) {
            unreadable("dimension of field " + name + " is " + field.get().dim() + ", expected " + plan.dim());
        }
    }

    private void strangeFields(VerifySettings settings) {
        found.fields().stream()
                .map(TargetCollection.Field::name)
                .filter(name -> !name.equals(settings.idField()) && !name.equals(settings.vectorField()))
                .forEach(name -> contradictions.add("field " + name + " is not in the source"));
    }

    private void index(TargetIndex expected) {
        TargetCollection.Index index = found.index();
        if (index == null) {
            contradictions.add("index is missing, expected " + expected.type() + " with metric " + expected.metric());
            return;
        }
        if (!index.metric().equalsIgnoreCase(expected.metric())) {
            contradictions.add("metric is " + index.metric() + ", expected " + expected.metric());
        }
        // A server may answer AUTOINDEX with what it chose.
        boolean chosenByServer = expected.type().equalsIgnoreCase("AUTOINDEX");
        if (!chosenByServer && !index.type().equalsIgnoreCase(expected.type())) {
            contradictions.add("index is " + index.type() + ", expected " + expected.type());
        } else if (!chosenByServer) {
            params(expected, index);
        }
        if (index.state().equals("Failed")) {
            contradictions.add("the target failed to build the index " + index.type());
        }
    }

    private void params(TargetIndex expected, TargetCollection.Index index) {
        for (Map.Entry<String, String> param : expected.params().entrySet()) {
            String value = index.params().get(param.getKey());
            if (value != null && !value.equals(param.getValue())) {
                contradictions.add(param.getKey() + " of index " + index.type() + " is " + value + ", expected "
                        + param.getValue());
            }
        }
    }

    private void partitions() {
        for (PartitionPlan partition : plan.partitions()) {
            if (!found.partitions().contains(partition.target())) {
                contradictions.add("partition " + partition.target() + " is missing");
            }
        }
    }

    private void unreadable(String contradiction) {
        contradictions.add(contradiction);
        rowsComparable = false;
    }
}
