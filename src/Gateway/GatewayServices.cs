using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Intake;
using MiyagiSensing.Gateway.Rtk;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Mqtt.Server;

namespace MiyagiSensing.Gateway;

/// <summary>Registers the gateway; needs <see cref="IIntake"/>, <see cref="IEventStore"/>, <see cref="IDeviceDirectory"/>, <see cref="IPseudonyms"/>, a <see cref="TimeProvider"/>, metrics and logging.</summary>
public static class GatewayServices
{
    /// <summary>Name of the meter, for exporters.</summary>
    public const string MeterName = GatewayMetrics.MeterName;

    /// <summary>Name of the activity source, for exporters.</summary>
    public const string ActivitySourceName = GatewayTrace.SourceName;

    /// <summary>
    /// Adds <see cref="IMqttApplication"/> and <see cref="RecentRefusals"/>. To be called after the intake has been added, so that it stops before the intake does: the end of the connections is
    /// still to be stored.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="catalog">Sentinels of the metrics and centroids of the municipalities, as they are at start.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, SensingCatalog catalog)
    {
        services.AddSingleton(new MissingValues(catalog.Metrics));
        services.AddSingleton(new Municipalities(catalog.Municipalities));
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<RecentRefusals>();
        services.AddSingleton<RefusalBook>();
        services.AddSingleton<SecretVerifier>();
        services.AddSingleton<ConnectAuthority>();
        services.AddSingleton<OpenSessions>();
        services.AddSingleton<PresenceQueue>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<RtkUsers>();
        services.TryAddSingleton<FishingLogDesk>();
        services.AddSingleton<FishingLogIntake>();
        services.AddSingleton(provider => new RtkLogs(provider.GetRequiredService<RtkUsers>(), provider.GetRequiredService<Municipalities>()));
        services.AddSingleton<MessageIntake>();
        services.AddSingleton<IMqttApplication, GatewayApplication>();
        services.AddSingleton<IHostedService, PresenceRunner>();
        return services;
    }
}
