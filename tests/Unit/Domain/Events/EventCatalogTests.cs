using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Events;

public sealed class EventCatalogTests
{
    private static readonly Type[] EventTypes =
        [.. typeof(IDomainEvent).Assembly.GetTypes().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IDomainEvent)))];

    public static TheoryData<string> Names => [.. EventCatalog.AllNames.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_event_record_has_a_stored_name_of_its_own()
    {
        var names = EventTypes.Select(type => EventCatalog.NameOf((IDomainEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type))).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(EventCatalog.AllNames.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Matches("^[a-z]+(_[a-z]+)*$", name));
    }

    // A new event adds a line to the golden file. A line that is taken out or altered makes stored events unreadable.
    [Fact]
    public void Stored_names_are_for_ever() =>
        GoldenFile.AssertEqual("event-names.txt", string.Concat(EventCatalog.AllNames.Order(StringComparer.Ordinal).Select(name => name + "\n")));

    [Fact]
    public void Every_event_has_a_sample_and_every_golden_event_is_still_known()
    {
        var names = EventCatalog.AllNames.Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(names, SampleEvents.All.Select(EventCatalog.NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(names.Union(EventUpcasts.All.Keys).Order(StringComparer.Ordinal), GoldenFile.NamesIn("events").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_written_as_it_is_stored(string name) =>
        GoldenFile.AssertJsonEqual($"events/{name}.json", EventCatalog.Serialize(Sample(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_event_is_read_by_todays_code(string name)
    {
        var read = EventCatalog.Deserialize(name, GoldenFile.ReadBytes($"events/{name}.json"));

        Assert.NotNull(read);
        Assert.Equal(EventCatalog.TypeOf(name), read.GetType());
        Assert.Equal(EventCatalog.Serialize(Sample(name)), EventCatalog.Serialize(read));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_may_be_null_may_be_absent(string name)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in EventCatalog.TypeOf(name)!.GetProperties().Where(property => nullability.Create(property).ReadState == NullabilityState.Nullable))
        {
            var stored = JsonNode.Parse(GoldenFile.ReadBytes($"events/{name}.json"))!.AsObject();
            stored.Remove(JsonNamingPolicy.CamelCase.ConvertName(property.Name));

            Assert.Null(property.GetValue(EventCatalog.Deserialize(name, JsonSerializer.SerializeToUtf8Bytes(stored))));
        }
    }

    [Fact]
    public void An_event_without_what_it_requires_is_refused()
    {
        // Not journal blocks, whose parts JournalBlockTests takes away, and not what is required through a constructor: System.Text.Json does
        // not insist on its parameters unless it is told to.
        foreach (var name in EventCatalog.AllNames.Where(name => name != EventCatalog.ReadingsRecorded))
        {
            Assert.Throws<JsonException>(() => EventCatalog.Deserialize(name, "{}"u8));
        }
    }

    [Fact]
    public void A_name_of_a_later_build_is_not_known()
    {
        Assert.Null(EventCatalog.TypeOf("sunrise_predicted"));
        Assert.Null(EventCatalog.Deserialize("sunrise_predicted", "{}"u8));
    }

    [Fact]
    public void A_shape_that_is_no_longer_written_is_read_through_its_function()
    {
        var upcasts = new Dictionary<string, Func<JsonElement, IDomainEvent>>
        {
            ["hour_struck"] = old => new TimeAdvanced { At = DateTimeOffset.UnixEpoch.AddHours(old.GetProperty("hour").GetInt32()) },
        };

        Assert.Equal(
            new TimeAdvanced { At = new DateTimeOffset(1970, 1, 1, 7, 0, 0, TimeSpan.Zero) }, EventCatalog.Deserialize("hour_struck", """{"hour":7}"""u8, upcasts));
    }

    [Fact]
    public void Every_shape_that_is_no_longer_written_is_still_read()
    {
        foreach (var name in EventUpcasts.All.Keys)
        {
            Assert.Null(EventCatalog.TypeOf(name));
            Assert.NotNull(EventCatalog.Deserialize(name, GoldenFile.ReadBytes($"events/{name}.json")));
        }
    }

    private static IDomainEvent Sample(string name) => SampleEvents.All.Single(sample => EventCatalog.NameOf(sample) == name);
}
