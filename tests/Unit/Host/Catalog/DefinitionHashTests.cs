using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class DefinitionHashTests
{
    private static readonly DomainDefinition River = new() { Id = "river", Name = new LocalText("河川", "Rivers") };

    [Fact]
    public void It_is_the_SHA_256_of_canonical_JSON_and_stays_so_for_ever()
    {
        // printf '{"id":"river","name":{"en":"Rivers","ja":"河川"}}' | sha256sum
        Assert.Equal("c53ccb74d41b0ddc333eda46c7df10ee2b6d0b9a03a1ba49a08147ad6f9ca012", DefinitionHash.Of(River));
    }

    [Fact]
    public void The_order_of_limits_does_not_matter()
    {
        var one = Station(new() { ["danger"] = 1, ["flooding"] = 2 });
        var other = Station(new() { ["flooding"] = 2, ["danger"] = 1 });

        Assert.Equal(DefinitionHash.Of(one), DefinitionHash.Of(other));
    }

    [Fact]
    public void Any_changed_value_changes_it()
    {
        var one = Station(new() { ["danger"] = 1 });

        Assert.NotEqual(DefinitionHash.Of(one), DefinitionHash.Of(Station(new() { ["danger"] = 1.01 })));
        Assert.NotEqual(DefinitionHash.Of(one), DefinitionHash.Of(one with { Name = new LocalText("川", "river") }));
        Assert.NotEqual(DefinitionHash.Of(one), DefinitionHash.Of(one with { Fictional = false }));
    }

    private static StationDefinition Station(Dictionary<string, double> limits) => new()
    {
        Id = "river-1",
        Domain = "river",
        Name = new LocalText("川", "River"),
        Municipality = "04212",
        Latitude = 38.5,
        Longitude = 141.5,
        Fictional = true,
        Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["stage"] = limits },
    };
}
