using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Registers what reads and writes InfluxDB; the projection itself is registered with the others.</summary>
internal static class TimeSeriesServices
{
    /// <summary>Readers and writer have a connection each.</summary>
    public static void AddTimeSeries(this IServiceCollection services, InfluxOptions options)
    {
        services.AddKeyedSingleton("queries", (_, _) => InfluxConnection.ForQueries(options));
        services.AddSingleton<ITimeSeriesQueries>(provider =>
            new TimeSeriesQueries(provider.GetRequiredKeyedService<InfluxConnection>("queries"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TimeSeriesCount(provider.GetRequiredKeyedService<InfluxConnection>("queries")));
        services.AddSingleton(_ => InfluxConnection.ForWriting(options));
        services.AddSingleton<PointTotals>();
        services.AddSingleton<IOutsideAudit, PointAudit>();
        services.AddMetrics();
        services.AddSingleton<LeftOutPoints>();
        services.AddSingleton<PointSender>();
        services.AddSingleton(provider => new TimeSeriesRebuild(
            provider.GetRequiredService<ProjectionDatabase>(), provider.GetRequiredService<IEventFeed>(), provider.GetRequiredService<PointSender>(),
            provider.GetRequiredService<InfluxConnection>(), provider.GetRequiredService<RawHistory>(), provider.GetRequiredService<TimeProvider>()));
    }
}
