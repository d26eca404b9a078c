using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>The platform on a server of the 2.x write API that is not InfluxDB.</summary>
public sealed class VictoriaFixture : PlatformFixture
{
    public VictoriaServer Victoria { get; } = new();

    /// <inheritdoc />
    protected override bool OwnServers => true;

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["MIYAGI_INFLUX_URL"] = Victoria.Address.ToString(),
        ["MIYAGI_INFLUX_TOKEN"] = "any",
        ["MIYAGI_INFLUX_ORG"] = "miyagi",
    };

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await Victoria.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Victoria.DisposeAsync();
    }
}
