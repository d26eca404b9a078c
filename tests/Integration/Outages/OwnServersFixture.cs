using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Outages;

/// <summary>Private servers, since these tests stop them.</summary>
public sealed class OwnServersFixture : PlatformFixture
{
    /// <inheritdoc />
    protected override bool OwnServers => true;
}
