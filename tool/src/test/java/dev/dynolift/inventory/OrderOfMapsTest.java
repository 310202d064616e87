package dev.dynolift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan belongs to an inventory by its hash, and that is the same in the next run only if every map keeps an order. */
class OrderOfMapsTest {

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.dynolift.inventory")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> Stream.of(type.getRecordComponents())
                                .anyMatch(component -> component.getType() == Map.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_map_of_the_inventory_has_the_same_order_in_each_run(Class<?> type) throws ReflectiveOperationException {
        Map<String, Object> ordered = new LinkedHashMap<>();
        IntStream.range(0, 40).forEach(number -> ordered.put("key " + (number * 7) % 40, List.of()));
        List<String> order = new ArrayList<>(ordered.keySet());
        RecordComponent[] components = type.getRecordComponents();
        var constructor = type.getDeclaredConstructor(
                Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
        constructor.setAccessible(true);

        Object made = constructor.newInstance(Stream.of(components)
                .map(component -> value(component, ordered))
                .toArray());

        for (RecordComponent component : components) {
            if (component.getType() == Map.class) {
                component.getAccessor().setAccessible(true);
                Map<?, ?> map = (Map<?, ?>) component.getAccessor().invoke(made);
                assertThat(new ArrayList<Object>(map.keySet()))
                        .as(component.getName())
                        .isIn(order, order.stream().sorted().toList());
            }
        }
    }

    private static Object value(RecordComponent component, Map<String, Object> map) {
        Class<?> type = component.getType();
        return type == Map.class
                ? map
                : type == List.class
                        ? List.of()
                        : type == int.class
                                ? (Object) 0
                                : type == long.class
                                        ? 0L
                                        : type == boolean.class ? false : type == String.class ? "" : null;
    }
}
