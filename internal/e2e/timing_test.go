package e2e
import ("testing";"time")
func TestZ(t *testing.T){
 s:=time.Now(); lap:=func(n string){t.Log(n,time.Since(s));s=time.Now()}
 sv:=shared(t); lap("shared")
 sv2:=shared(t); lap("shared2"); _=sv2
 _,_=shixian(); lap("build")
 h:=&house{t:t,servers:sv,mail:openPostOffice(t)}
 addr:=freeAddress(t); h.url="http://"+addr
 h.env=[]string{"DATABASE_URL="+sv.database,"TEMPORAL_ADDRESS="+sv.engine,"TEMPORAL_NAMESPACE="+sv.namespace,"SHIXIAN_LISTEN="+addr,"SHIXIAN_KEY_FILE="+t.TempDir()+"/k","SHIXIAN_SMTP_URL="+h.mail.url,"DEMO_PASSWORD="+password}
 run(t,h.env,"migrate"); lap("migrate")
 run(t,h.env,"seed","--demo"); lap("seed")
 h.startAPI(); lap("api"); h.startWorker(); lap("worker")
 t.Fail()
}
