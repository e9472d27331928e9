package dev.bellwether.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.promql.syntax.FunctionSignature;
import dev.bellwether.promql.syntax.Functions;
import dev.bellwether.promql.syntax.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTableTest {

    @Test
    void functions_cannotBeChanged() {
        assertThatThrownBy(() -> Functions.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void everyFunctionOfTheLanguage_canBeEvaluated_andNoOther() {
        for (ValueType type : List.of(ValueType.SCALAR, ValueType.VECTOR)) {
            assertThat(FunctionTable.names(type))
                    .containsExactlyInAnyOrderElementsOf(Functions.all().stream()
                            .filter(function -> function.result() == type)
                            .map(FunctionSignature::name)
                            .toList());
        }
    }
}
