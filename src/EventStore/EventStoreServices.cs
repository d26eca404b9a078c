using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.EventStore;

/// <summary>Registers the event store; needs an <see cref="Npgsql.NpgsqlDataSource"/> and a <see cref="TimeProvider"/>.</summary>
public static class EventStoreServices
{
    /// <summary>Adds <see cref="IEventStore"/> and <see cref="IEventFeed"/>, and what keeps the feed informed of other processes.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        services.AddSingleton<EventFeed>();
        services.AddSingleton<IEventFeed>(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton<IHostedService, NotificationRunner>();
        return services;
    }

    /// <summary>Adds <see cref="IJournal"/>: only where readings are taken in.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services.AddSingleton<IJournal, PostgresJournal>();
}
