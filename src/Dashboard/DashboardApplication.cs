using Microsoft.AspNetCore.Builder;
using MiyagiSensing.Dashboard.Access;
using MiyagiSensing.Dashboard.Components;
using MiyagiSensing.Dashboard.Texts;
using MiyagiSensing.Dashboard.Web;

namespace MiyagiSensing.Dashboard;

/// <summary>Puts the dashboard into the application.</summary>
public static class DashboardApplication
{
    /// <summary>
    /// Adds middleware and endpoints. Call it once, before other endpoints are mapped: authentication, authorization and the security headers hold for all of
    /// them. An endpoint for everybody, such as <c>/health/live</c>, says <c>AllowAnonymous</c>.
    /// </summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseClientAssets();
        app.UseProblemPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            Language.Keep(context);
            return next(context);
        });
        app.MapSessions();
        app.MapRazorComponents<App>();
        return app;
    }
}
